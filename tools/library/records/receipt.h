#pragma once

#include <string>

#include "base/text.h"
#include "records/json_text.h"
#include "records/merkle_tree.h"

namespace jixia {

// A receipt is a file that shows, without a network, that a library has verified a result and put
// it into its log:
//
//     {"format": "jixia-receipt-1",
//      "leaf": text of a JSON object: library, school, attempt, bundle, pack, exercise, score, max,
//              verified_at, statement (the xAPI statement with the verdict),
//      "signature": of the leaf, "index", "proof": [hashes],
//      "tree_head": {"size", "root", "time", "signature"}, "public_key"}
//
// Hashes, signatures and keys in hexadecimal; signatures are Ed25519.

inline constexpr const char* kReceiptFormat = "jixia-receipt-1";

/// The text of which a tree head's signature is made.
std::string tree_head_text(std::int64_t size, const MerkleHash& root, const std::string& time);

std::string hex_text(std::string_view bytes);
/// nullopt if it is not pairs of hexadecimal digits
std::optional<std::string> read_hex(std::string_view text);

/// What a look at a receipt shows.
struct ReceiptCheck {
  bool is_valid = false;
  Text finding; ///< one line: valid, or what is wrong
  Json leaf;    ///< what it is about, if it is valid
};

/// Checks a receipt, which may come from a stranger, offline.
/// @param public_key  of the library one trusts, in hexadecimal; empty: the one in the receipt,
/// which
///                    then shows only that it fits together
ReceiptCheck check_receipt(std::string_view receipt, const std::string& public_key);

} // namespace jixia
