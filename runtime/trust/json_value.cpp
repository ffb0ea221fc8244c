#include "trust/json_value.h"

#include <cstdio>

namespace jixia {
namespace {

constexpr std::int64_t kMostNumber = std::int64_t{1}
                                     << 53; ///< every reader of JSON holds it exactly

bool is_continuation(unsigned char byte) {
  return (byte & 0xc0u) == 0x80u;
}

/// Length of the well-formed UTF-8 sequence (RFC 3629) at the front of `text`; 0 if there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
  };
  const unsigned first = byte(0);
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xc2 && first <= 0xdf) {
    return is_continuation(static_cast<unsigned char>(byte(1))) ? 2 : 0;
  }
  const unsigned second = byte(1);
  const bool has_third = is_continuation(static_cast<unsigned char>(byte(2)));
  if (first >= 0xe0 && first <= 0xef) {
    const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
    const unsigned high = first == 0xed ? 0x9f : 0xbf; // no surrogates
    return second >= low && second <= high && has_third ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const unsigned low = first == 0xf0 ? 0x90 : 0x80;
    const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
    const bool has_fourth = is_continuation(static_cast<unsigned char>(byte(3)));
    return second >= low && second <= high && has_third && has_fourth ? 4 : 0;
  }
  return 0;
}

void append_utf8(std::string& text, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 63));
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 63));
    put(0x80 | (point & 63));
  } else {
    put(0xf0 | point >> 18);
    put(0x80 | (point >> 12 & 63));
    put(0x80 | (point >> 6 & 63));
    put(0x80 | (point & 63));
  }
}

/// Reads one value; once something is wrong, `is_good` stays false.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  std::optional<JsonValue> read_whole() {
    JsonValue value = read_value(0);
    skip_space();
    return is_good_ && text_.empty() ? std::optional(std::move(value)) : std::nullopt;
  }

 private:
  JsonValue wrong() {
    is_good_ = false;
    text_ = {};
    return {};
  }

  void skip_space() {
    const std::size_t at = text_.find_first_not_of(" \t\n\r");
    text_.remove_prefix(at == std::string_view::npos ? text_.size() : at);
  }

  bool take(std::string_view word) {
    if (!text_.starts_with(word)) {
      return false;
    }
    text_.remove_prefix(word.size());
    return true;
  }

  JsonValue read_value(int depth) {
    skip_space();
    if (text_.empty() || depth > kMostJsonDepth) {
      return wrong();
    }
    switch (text_.front()) {
      case '{':
        return read_object(depth);
      case '[':
        return read_list(depth);
      case '"':
        return read_string();
      case 't':
        return take("true") ? JsonValue(true) : wrong();
      case 'f':
        return take("false") ? JsonValue(false) : wrong();
      case 'n':
        return take("null") ? JsonValue() : wrong();
      default:
        return read_number();
    }
  }

  JsonValue read_object(int depth) {
    JsonValue::Object object;
    take("{");
    skip_space();
    if (take("}")) {
      return object;
    }
    do {
      skip_space();
      const JsonValue name = text_.starts_with('"') ? read_string() : wrong();
      skip_space();
      if (!is_good_ || !take(":")) {
        return wrong();
      }
      JsonValue value = read_value(depth + 1);
      if (!is_good_ || !object.emplace(*name.text(), std::move(value)).second) {
        return wrong();
      }
      skip_space();
    } while (take(","));
    return take("}") ? JsonValue(std::move(object)) : wrong();
  }

  JsonValue read_list(int depth) {
    JsonValue::List list;
    take("[");
    skip_space();
    if (take("]")) {
      return list;
    }
    do {
      list.push_back(read_value(depth + 1));
      skip_space();
    } while (is_good_ && take(","));
    return is_good_ && take("]") ? JsonValue(std::move(list)) : wrong();
  }

  JsonValue read_number() {
    const bool is_negative = take("-");
    std::int64_t number = 0;
    std::size_t digits = 0;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      if (digits == 1 && number == 0) {
        return wrong(); // a leading zero
      }
      number = number * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
      if (++digits > 16 || number > kMostNumber) {
        return wrong();
      }
    }
    const bool is_fraction = !text_.empty() && text_.find_first_of(".eE") == 0;
    if (digits == 0 || is_fraction || (is_negative && number == 0)) {
      return wrong();
    }
    return is_negative ? -number : number;
  }

  JsonValue read_string() {
    std::string content;
    text_.remove_prefix(1);
    while (!text_.empty() && text_.front() != '"') {
      if (text_.front() == '\\') {
        if (!read_escape(content)) {
          return wrong();
        }
        continue;
      }
      const std::size_t length = utf8_length(text_);
      if (length == 0 || static_cast<unsigned char>(text_.front()) < 0x20) {
        return wrong();
      }
      content += text_.substr(0, length);
      text_.remove_prefix(length);
    }
    return take("\"") ? JsonValue(std::move(content)) : wrong();
  }

  bool read_escape(std::string& content) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (text_.size() < 2) {
      return false;
    }
    const char letter = text_[1];
    text_.remove_prefix(2);
    if (letter != 'u') {
      const std::size_t at = kLetters.find(letter);
      content += at == std::string_view::npos ? '\0' : kMeanings[at];
      return at != std::string_view::npos;
    }
    std::optional<std::uint32_t> point = read_four_digits();
    if (point && *point >= 0xd800 && *point < 0xdc00 && take("\\u")) {
      const std::optional<std::uint32_t> low = read_four_digits();
      point = low && *low >= 0xdc00 && *low < 0xe000
                  ? std::optional(0x10000 + ((*point - 0xd800) << 10) + (*low - 0xdc00))
                  : std::nullopt;
    }
    if (!point || (*point >= 0xd800 && *point < 0xe000)) {
      return false;
    }
    append_utf8(content, *point);
    return true;
  }

  std::optional<std::uint32_t> read_four_digits() {
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    std::uint32_t number = 0;
    if (text_.size() < 4) {
      return std::nullopt;
    }
    for (const char letter : text_.substr(0, 4)) {
      const char lower = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter + 32) : letter;
      const std::size_t digit = kHexDigits.find(lower);
      if (digit == std::string_view::npos) {
        return std::nullopt;
      }
      number = number * 16 + static_cast<std::uint32_t>(digit);
    }
    text_.remove_prefix(4);
    return number;
  }

  std::string_view text_;
  bool is_good_ = true;
};

/// Writes values; with `escapes_controls` so that every reader accepts the text.
class JsonWriter {
 public:
  explicit JsonWriter(bool escapes_controls) : escapes_controls_(escapes_controls) {}

  void write(const JsonValue& value) {
    if (const bool* truth = value.truth()) {
      text_ += *truth ? "true" : "false";
    } else if (const std::int64_t* number = value.number()) {
      text_ += std::to_string(*number);
    } else if (const std::string* text = value.text()) {
      write_string(*text);
    } else if (const JsonValue::List* list = value.list()) {
      text_ += '[';
      for (std::size_t k = 0; k < list->size(); ++k) {
        text_ += k > 0 ? "," : "";
        write((*list)[k]);
      }
      text_ += ']';
    } else if (const JsonValue::Object* object = value.object()) {
      write_object(*object);
    } else {
      text_ += "null";
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void write_object(const JsonValue::Object& object) {
    text_ += '{';
    bool is_first = true;
    for (const auto& [name, member] : object) { // std::string compares bytes as unsigned
      text_ += is_first ? "" : ",";
      is_first = false;
      write_string(name);
      text_ += ':';
      write(member);
    }
    text_ += '}';
  }

  void write_string(const std::string& content) {
    text_ += '"';
    for (const char letter : content) {
      if (letter == '"' || letter == '\\') {
        text_ += '\\';
      }
      if (escapes_controls_ && static_cast<unsigned char>(letter) < 0x20) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(letter));
        text_ += escape;
      } else {
        text_ += letter;
      }
    }
    text_ += '"';
  }

  std::string text_;
  bool escapes_controls_;
};

} // namespace

JsonValue::JsonValue() = default;
JsonValue::~JsonValue() = default;
JsonValue::JsonValue(const JsonValue&) = default;
JsonValue::JsonValue(JsonValue&&) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue&) = default;
JsonValue& JsonValue::operator=(JsonValue&&) noexcept = default;

const JsonValue* JsonValue::find(const std::string& name) const {
  const Object* members = object();
  if (members == nullptr) {
    return nullptr;
  }
  const auto found = members->find(name);
  return found != members->end() ? &found->second : nullptr;
}

std::optional<JsonValue> read_json(std::string_view text) {
  return text.size() > kMostJsonBytes ? std::nullopt : JsonReader(text).read_whole();
}

std::string canonical_json(const JsonValue& value) {
  JsonWriter writer(false);
  writer.write(value);
  return writer.take();
}

std::string json_text(const JsonValue& value) {
  JsonWriter writer(true);
  writer.write(value);
  return writer.take();
}

} // namespace jixia
