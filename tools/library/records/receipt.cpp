#include "records/receipt.h"

#include "recording/signature.h"
#include "records/check_place.h"

namespace jixia {
namespace {

constexpr std::size_t kMostHashes = 64; // a log of 2^64 leaves

ReceiptCheck broken(const Text& finding) {
  return {false, finding, {}};
}

std::string text_at(const Json& object, const char* name) {
  const Json* value = object.is_object() ? find_value(object, name) : nullptr;
  return value && value->is_string() ? value->get<std::string>() : "";
}

std::int64_t number_at(const Json& object, const char* name) {
  const Json* value = object.is_object() ? find_value(object, name) : nullptr;
  return value && value->is_number_integer() ? value->get<std::int64_t>() : -1;
}

std::optional<std::vector<MerkleHash>> read_proof(const Json& receipt) {
  const Json* list = find_value(receipt, "proof");
  if (!list || !list->is_array() || list->size() > kMostHashes) {
    return std::nullopt;
  }
  std::vector<MerkleHash> proof;
  for (const Json& hash : *list) {
    std::optional<std::string> bytes =
        hash.is_string() ? read_hex(hash.get<std::string>()) : std::nullopt;
    if (!bytes || bytes->size() != 32) {
      return std::nullopt;
    }
    proof.push_back(std::move(*bytes));
  }
  return proof;
}

int digit_value(char digit) {
  return digit >= '0' && digit <= '9'   ? digit - '0'
         : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                                        : -1;
}

} // namespace

std::string hex_text(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::optional<std::string> read_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t k = 0; k + 1 < text.size(); k += 2) {
    const int high = digit_value(text[k]), low = digit_value(text[k + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    bytes += static_cast<char>(high * 16 + low);
  }
  return text.size() % 2 == 0 ? std::optional(bytes) : std::nullopt;
}

std::string tree_head_text(std::int64_t size, const MerkleHash& root, const std::string& time) {
  return "jixia tree head\n" + std::to_string(size) + "\n" + hex_text(root) + "\n" + time + "\n";
}

ReceiptCheck check_receipt(std::string_view text, const std::string& public_key) {
  const std::optional<Json> receipt = parse_json(text);
  if (!receipt || text_at(*receipt, "format") != kReceiptFormat) {
    return broken({"这不是稷下的凭据", "this is no receipt of Jixia"});
  }
  const std::string key = text_at(*receipt, "public_key"), leaf = text_at(*receipt, "leaf");
  if (!public_key.empty() && key != public_key) {
    return broken({"凭据出自另一个资源库", "the receipt is from another library"});
  }
  if (!is_signed_by(key, leaf, text_at(*receipt, "signature"))) {
    return broken({"凭据内容的签名不对", "the signature of what the receipt says is wrong"});
  }
  const Json head = receipt->value("tree_head", Json::object());
  const std::optional<std::string> root = read_hex(text_at(head, "root"));
  const std::optional<std::vector<MerkleHash>> proof = read_proof(*receipt);
  const std::int64_t size = number_at(head, "size");
  if (!root || !proof ||
      !is_signed_by(key, tree_head_text(size, *root, text_at(head, "time")),
                    text_at(head, "signature"))) {
    return broken({"日志状态的签名不对", "the signature of the log's tree head is wrong"});
  }
  if (!is_included(calc_leaf_hash(leaf), number_at(*receipt, "index"), size, *proof, *root)) {
    return broken({"内容不在日志里", "what it says is not in the log"});
  }
  std::optional<Json> content = parse_json(leaf);
  if (!content || text_at(*content, "library") != key) {
    return broken({"凭据内容不是出自这个资源库", "what the receipt says is not from this library"});
  }
  return {true, {"凭据有效", "the receipt is valid"}, std::move(*content)};
}

} // namespace jixia
