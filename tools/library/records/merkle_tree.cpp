#include "records/merkle_tree.h"

#include <openssl/evp.h>

#include <array>
#include <bit>

namespace jixia {
namespace {

MerkleHash calc_hash(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

// The largest power of two less than `size`. @pre size > 1
std::int64_t calc_split(std::int64_t size) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(size - 1)));
}

// The hash of leaves [begin, end).
MerkleHash calc_range(std::int64_t begin, std::int64_t end, const FindNode& find) {
  const std::int64_t size = end - begin;
  if (std::has_single_bit(static_cast<std::uint64_t>(size)) && begin % size == 0) {
    const int level = std::countr_zero(static_cast<std::uint64_t>(size));
    return find(level, begin >> level);
  }
  const std::int64_t middle = begin + calc_split(size);
  return calc_node_hash(calc_range(begin, middle, find), calc_range(middle, end, find));
}

void add_path(std::int64_t index, std::int64_t begin, std::int64_t end, const FindNode& find,
              std::vector<MerkleHash>& proof) {
  if (end - begin == 1) {
    return;
  }
  const std::int64_t middle = begin + calc_split(end - begin);
  if (index < middle) {
    add_path(index, begin, middle, find, proof);
    proof.push_back(calc_range(middle, end, find));
  } else {
    add_path(index, middle, end, find, proof);
    proof.push_back(calc_range(begin, middle, find));
  }
}

// SUBPROOF of RFC 6962 2.1.2: `is_known` while the old root itself is what is shown.
void add_subproof(std::int64_t old_end, std::int64_t begin, std::int64_t end, bool is_known,
                  const FindNode& find, std::vector<MerkleHash>& proof) {
  if (old_end == end) {
    if (!is_known) {
      proof.push_back(calc_range(begin, end, find));
    }
    return;
  }
  const std::int64_t middle = begin + calc_split(end - begin);
  if (old_end <= middle) {
    add_subproof(old_end, begin, middle, is_known, find, proof);
    proof.push_back(calc_range(middle, end, find));
  } else {
    add_subproof(old_end, middle, end, false, find, proof);
    proof.push_back(calc_range(begin, middle, find));
  }
}

} // namespace

MerkleHash calc_leaf_hash(std::string_view leaf) {
  return calc_hash(std::string(1, '\x00') + std::string(leaf));
}
MerkleHash calc_node_hash(const MerkleHash& left, const MerkleHash& right) {
  return calc_hash(std::string(1, '\x01') + left + right);
}

MerkleHash calc_root(std::int64_t size, const FindNode& find) {
  return size == 0 ? calc_hash("") : calc_range(0, size, find);
}

std::vector<MerkleHash> make_inclusion_proof(std::int64_t index, std::int64_t size,
                                             const FindNode& find) {
  std::vector<MerkleHash> proof;
  add_path(index, 0, size, find, proof);
  return proof;
}

std::vector<MerkleHash> make_consistency_proof(std::int64_t old_size, std::int64_t size,
                                               const FindNode& find) {
  std::vector<MerkleHash> proof;
  add_subproof(old_size, 0, size, true, find, proof);
  return proof;
}

// RFC 9162, 2.1.3.2
bool is_included(const MerkleHash& leaf, std::int64_t index, std::int64_t size,
                 const std::vector<MerkleHash>& proof, const MerkleHash& root) {
  if (index < 0 || index >= size) {
    return false;
  }
  std::int64_t at = index, last = size - 1;
  MerkleHash hash = leaf;
  for (const MerkleHash& other : proof) {
    if (last == 0) {
      return false;
    }
    if (at % 2 == 1 || at == last) {
      hash = calc_node_hash(other, hash);
      while (at % 2 == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      hash = calc_node_hash(hash, other);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

// RFC 9162, 2.1.4.2
bool is_consistent(std::int64_t old_size, const MerkleHash& old_root, std::int64_t size,
                   const MerkleHash& root, const std::vector<MerkleHash>& proof) {
  if (old_size < 1 || old_size > size) {
    return false;
  }
  if (old_size == size) {
    return proof.empty() && old_root == root;
  }
  std::vector<MerkleHash> path = proof;
  if (std::has_single_bit(static_cast<std::uint64_t>(old_size))) {
    path.insert(path.begin(), old_root);
  }
  if (path.empty()) {
    return false;
  }
  std::int64_t at = old_size - 1, last = size - 1;
  while (at % 2 == 1) {
    at >>= 1;
    last >>= 1;
  }
  MerkleHash first = path.front(), second = path.front();
  for (std::size_t k = 1; k < path.size(); ++k) {
    if (last == 0) {
      return false;
    }
    if (at % 2 == 1 || at == last) {
      first = calc_node_hash(path[k], first);
      second = calc_node_hash(path[k], second);
      while (at % 2 == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      second = calc_node_hash(second, path[k]);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && first == old_root && second == root;
}

int count_finished_subtrees(std::int64_t index) {
  return std::countr_one(static_cast<std::uint64_t>(index));
}

} // namespace jixia
