// The log's hashes against the published test vectors of RFC 6962 logs, and every proof of small
// trees.
#include "records/merkle_tree.h"

#include <gtest/gtest.h>

#include <array>

namespace jixia {
namespace {

std::string hex(const MerkleHash& hash) {
  std::string text;
  char pair[3];
  for (const char byte : hash) {
    std::snprintf(pair, sizeof pair, "%02x", static_cast<unsigned char>(byte));
    text += pair;
  }
  return text;
}

// The eight leaves that certificate-transparency logs are tested with.
const std::array<std::string, 8> kLeaves{
    std::string(),
    std::string("\x00", 1),
    "\x10",
    "\x20\x21",
    "\x30\x31",
    "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
};

// By the definition: MTH of RFC 6962 2.1, without anything kept.
MerkleHash find_node(int level, std::int64_t index) {
  return level == 0
             ? calc_leaf_hash(index < 8 ? kLeaves[static_cast<std::size_t>(index)]
                                        : std::to_string(index))
             : calc_node_hash(find_node(level - 1, 2 * index), find_node(level - 1, 2 * index + 1));
}

TEST(MerkleTree, HasTheRootsOfThePublishedTestVectors) {
  const std::array<const char*, 9> roots{
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  for (std::int64_t size = 0; size <= 8; ++size) {
    EXPECT_EQ(hex(calc_root(size, find_node)), roots[static_cast<std::size_t>(size)]) << size;
  }
}

TEST(MerkleTree, ProvesEveryLeafOfEveryTreeAndNoOther) {
  for (std::int64_t size = 1; size <= 33; ++size) {
    const MerkleHash root = calc_root(size, find_node);
    for (std::int64_t index = 0; index < size; ++index) {
      const std::vector<MerkleHash> proof = make_inclusion_proof(index, size, find_node);
      EXPECT_TRUE(is_included(find_node(0, index), index, size, proof, root))
          << index << " of " << size;
      EXPECT_FALSE(is_included(find_node(0, index + 1), index, size, proof, root));
      EXPECT_FALSE(is_included(find_node(0, index), index + 1, size, proof, root));
      EXPECT_FALSE(
          is_included(find_node(0, index), index, size, proof, calc_root(size + 1, find_node)));
    }
  }
}

TEST(MerkleTree, ProvesThatALogWasOnlyAppendedTo) {
  for (std::int64_t size = 1; size <= 33; ++size) {
    for (std::int64_t old_size = 1; old_size <= size; ++old_size) {
      const std::vector<MerkleHash> proof = make_consistency_proof(old_size, size, find_node);
      const MerkleHash old_root = calc_root(old_size, find_node), root = calc_root(size, find_node);
      EXPECT_TRUE(is_consistent(old_size, old_root, size, root, proof))
          << old_size << " to " << size;
      EXPECT_FALSE(is_consistent(old_size, calc_leaf_hash("forged"), size, root, proof));
      EXPECT_FALSE(is_consistent(old_size, old_root, size, calc_leaf_hash("forged"), proof));
    }
  }
}

TEST(MerkleTree, ALeafCannotPassForANode) {
  const MerkleHash inner = calc_node_hash(calc_leaf_hash("a"), calc_leaf_hash("b"));
  EXPECT_NE(calc_leaf_hash(calc_leaf_hash("a") + calc_leaf_hash("b")), inner);
}

TEST(MerkleTree, CountsTheSubtreesALeafFinishes) {
  EXPECT_EQ(count_finished_subtrees(0), 0);
  EXPECT_EQ(count_finished_subtrees(1), 1);
  EXPECT_EQ(count_finished_subtrees(2), 0);
  EXPECT_EQ(count_finished_subtrees(7), 3);
}

} // namespace
} // namespace jixia
