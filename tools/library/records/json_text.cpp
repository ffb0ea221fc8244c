#include "records/json_text.h"

#include <algorithm>
#include <vector>

namespace jixia {
namespace {

/// Builds the value from what the parser reads, and stops it at the first thing that is not
/// allowed. The parser keeps no stack of its own calls, so depth costs memory, bounded by
/// kDeepestJson.
class JsonBuilder : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; } // not in JSON text
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    auto& members = open_.back()->get_ref<Json::object_t&>();
    const auto [member, is_new] = members.try_emplace(std::move(name));
    member_ = &member->second;
    return is_new; // else a name stands twice
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }
  Json take() { return std::move(root_); }

 private:
  // Where the next value goes.
  Json& place() {
    if (open_.empty()) {
      return root_;
    }
    return open_.back()->is_object() ? *member_ : open_.back()->emplace_back();
  }
  bool put(Json value) {
    place() = std::move(value);
    return true;
  }
  bool open(Json empty) {
    if (open_.size() >= static_cast<std::size_t>(kDeepestJson)) {
      return false;
    }
    Json& opened = place();
    opened = std::move(empty);
    open_.push_back(&opened);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*>
      open_; ///< objects and arrays around what is read; each stays until it is closed
  Json* member_ = nullptr; ///< of the innermost object: whose value is read next
};

// What needs no escape, and is no byte of a longer character.
bool is_plain(char byte) {
  const auto c = static_cast<signed char>(byte);
  return c >= 0x20 && c != 0x22 && c != 0x5c && c != 0x7f; // controls, ", \ and DEL
}

// The library's writer looks at every byte of a text on its own; most texts need none of that.
void append(std::string& text, const Json& value) {
  const auto append_text = [&text](const std::string& one) {
    if (std::all_of(one.begin(), one.end(), [](char c) { return is_plain(c); })) {
      text += '"';
      text += one;
      text += '"';
    } else {
      text += Json(one).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  };
  char separator = 0;
  const auto begin_next = [&](char open) {
    text += separator == 0 ? open : ',';
    separator = ',';
  };
  switch (value.type()) {
    case Json::value_t::string:
      append_text(value.get_ref<const std::string&>());
      break;
    case Json::value_t::object:
      for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
        begin_next('{');
        append_text(name);
        text += ':';
        append(text, member);
      }
      text += value.empty() ? "{}" : "}";
      break;
    case Json::value_t::array:
      for (const Json& element : value) {
        begin_next('[');
        append(text, element);
      }
      text += value.empty() ? "[]" : "]";
      break;
    default:
      text += value.dump();
  }
}

} // namespace

std::optional<Json> parse_json(std::string_view text) {
  JsonBuilder builder;
  return Json::sax_parse(text, &builder) ? std::optional(builder.take()) : std::nullopt;
}

std::string json_text(const Json& value) {
  std::string text;
  append(text, value);
  return text;
}

} // namespace jixia
