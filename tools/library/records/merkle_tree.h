#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jixia {

/// Hashes and proofs of an append-only log (RFC 6962, section 2.1). A hash is 32 bytes.
using MerkleHash = std::string;

MerkleHash calc_leaf_hash(std::string_view leaf);
MerkleHash calc_node_hash(const MerkleHash& left, const MerkleHash& right);

/// Gives the hash of the complete subtree that is `level` high and the `index`th of that height:
/// for level 0 a leaf.
using FindNode = std::function<MerkleHash(int level, std::int64_t index)>;

/// The root of the first `size` leaves. The root of nothing is SHA-256 of nothing.
MerkleHash calc_root(std::int64_t size, const FindNode& find);

/// The hashes that lead from leaf `index` to the root of the first `size`. @pre index < size
std::vector<MerkleHash> make_inclusion_proof(std::int64_t index, std::int64_t size,
                                             const FindNode& find);

/// The hashes that show the first `old_size` leaves to be the beginning of the first `size`.
/// @pre 0 < old_size <= size
std::vector<MerkleHash> make_consistency_proof(std::int64_t old_size, std::int64_t size,
                                               const FindNode& find);

bool is_included(const MerkleHash& leaf, std::int64_t index, std::int64_t size,
                 const std::vector<MerkleHash>& proof, const MerkleHash& root);
bool is_consistent(std::int64_t old_size, const MerkleHash& old_root, std::int64_t size,
                   const MerkleHash& root, const std::vector<MerkleHash>& proof);

/// The complete subtrees that leaf `index` finishes, from height 1 upwards: how many there are.
int count_finished_subtrees(std::int64_t index);

} // namespace jixia
