#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jixia {

/// A value of the JSON subset that is signed: null, truth, whole numbers, text, lists, objects. No
/// fractions, because two programs may write one differently and then a signature breaks.
struct JsonValue {
  using List = std::vector<JsonValue>;
  using Object = std::map<std::string, JsonValue>;
  std::variant<std::nullptr_t, bool, std::int64_t, std::string, List, Object> value = nullptr;

  // Defined in the .cpp: inlined, they make GCC 12 suspect the variant of being read uninitialized.
  JsonValue();
  ~JsonValue();
  JsonValue(const JsonValue&);
  JsonValue(JsonValue&&) noexcept;
  JsonValue& operator=(const JsonValue&);
  JsonValue& operator=(JsonValue&&) noexcept;

  JsonValue(bool truth) : value(truth) {}
  JsonValue(std::int64_t number) : value(number) {}
  JsonValue(int number) : value(std::int64_t{number}) {}
  JsonValue(std::string text) : value(std::move(text)) {}
  JsonValue(std::string_view text) : value(std::string(text)) {}
  JsonValue(const char* text) : value(std::string(text)) {}
  JsonValue(List list) : value(std::move(list)) {}
  JsonValue(Object object) : value(std::move(object)) {}

  const bool* truth() const { return std::get_if<bool>(&value); }
  const std::int64_t* number() const { return std::get_if<std::int64_t>(&value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }
  const List* list() const { return std::get_if<List>(&value); }
  const Object* object() const { return std::get_if<Object>(&value); }

  /// The member called `name`; nullptr if there is none or this is no object.
  const JsonValue* find(const std::string& name) const;

  bool operator==(const JsonValue&) const = default;
};

/// Limits of what is read from a stranger.
inline constexpr std::size_t kMostJsonBytes = std::size_t{8} << 20;
inline constexpr int kMostJsonDepth = 16;

/// Reads JSON (RFC 8259, UTF-8) strictly: no member twice, no fraction or exponent, no number
/// beyond 2^53, no lone surrogate, nothing behind the value.
/// @returns nullopt if it is anything else or beyond the limits
std::optional<JsonValue> read_json(std::string_view text);

/// The one form of a value over which signatures are made ("canonical JSON" of OLPC, as TUF uses
/// it): members sorted by their bytes, no space, only \" and \\ escaped.
std::string canonical_json(const JsonValue& value);

/// The same value as text that other readers of JSON accept too: control characters are escaped.
std::string json_text(const JsonValue& value);

} // namespace jixia
