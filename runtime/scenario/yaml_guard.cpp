#include "scenario/yaml_guard.h"

#include <algorithm>
#include <vector>

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

// Decodes the character at the front of `bytes`. @returns its length; 0 if it is not UTF-8.
std::size_t decode(std::string_view bytes, char32_t& code) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || length > bytes.size()) {
    return 0;
  }
  code = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    if (!is_continuation(bytes[k])) {
      return 0;
    }
    code = (code << 6u) | (static_cast<unsigned char>(bytes[k]) & 0x3Fu);
  }
  const bool is_overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return is_overlong || is_surrogate || code > 0x10FFFF ? 0 : length;
}

bool is_unseen(char32_t code) {
  const bool is_control = (code < 0x20 && code != '\n' && code != '\r' && code != '\t') ||
                          (code >= 0x7F && code < 0xA0);
  const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                     code == 0x200E || code == 0x200F;
  return is_control || turns || code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

std::string code_name(char32_t code) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string name = "U+";
  for (int shift = code > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) {
    name += kDigits[(code >> static_cast<unsigned>(shift)) & 0xFu];
  }
  return name;
}

// Walks over the bytes of a YAML file, knowing just enough of its grammar to tell text from
// structure: quotes, comments, block scalars ("|", ">") and flow brackets.
class Guard {
 public:
  Guard(const std::string& file, std::string_view bytes, Diagnostics& problems)
      : file_(file), bytes_(bytes), problems_(problems) {}

  bool check() {
    std::size_t begin = 0;
    while (begin < bytes_.size() && is_good_) {
      const std::size_t end = std::min(bytes_.find('\n', begin), bytes_.size());
      check_line(begin, end);
      begin = end + 1;
    }
    return is_good_;
  }

 private:
  void refuse(std::size_t offset, Text problem, Text help) {
    problems_.error(mark_at(file_, bytes_, offset), std::move(problem), std::move(help));
    is_good_ = false;
  }

  void check_line(std::size_t begin, std::size_t end) {
    const std::string_view line = bytes_.substr(begin, end - begin);
    if (line.size() > kMostLineBytes) {
      refuse(begin,
             fill({"这一行有 {0} 字节，最多 {1}", "this line has {0} bytes; at most {1}"},
                  Strings{std::to_string(line.size()), std::to_string(kMostLineBytes)}),
             {"把它分成几行", "break it into several lines"});
      return;
    }
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos || line[indent] == '\r') {
      return;
    }
    if (block_indent_ >= 0) {
      if (static_cast<int>(indent) > block_indent_) {
        return; // text of a block scalar
      }
      block_indent_ = -1;
    }
    if (quote_ == 0 && depth_ == 0 && !check_line_start(begin, line, indent)) {
      return;
    }
    walk(begin + indent, end);
  }

  bool check_line_start(std::size_t begin, std::string_view line, std::size_t indent) {
    if (line[indent] == '\t') {
      refuse(begin + indent, {"用制表符缩进", "a tab is used to indent"},
             {"改用空格", "use spaces instead"});
    } else if (indent == 0 && line[0] == '%') {
      refuse(begin, {"不允许 YAML 指令", "YAML directives are not allowed"}, {});
    } else if (indent == 0 && (line.starts_with("---") || line.starts_with("..."))) {
      if (has_content_ || line.starts_with("...")) {
        refuse(begin, {"一个文件只能有一份文档", "a file holds one document only"}, {});
      }
    }
    return is_good_;
  }

  void walk(std::size_t begin, std::size_t end) {
    has_content_ = true;
    bool at_start = quote_ == 0; // where a value or key may begin
    std::size_t key_column = begin;
    for (std::size_t k = begin; k < end && is_good_; ++k) {
      const char c = bytes_[k];
      if (quote_ != 0) {
        k += skip_in_quote(k, end);
        continue;
      }
      if (c == ' ' || c == '\r' || c == '\t') {
        continue;
      }
      if (c == '#' && (k == begin || bytes_[k - 1] == ' ')) {
        return;
      }
      const bool ends_word = k + 1 >= end || bytes_[k + 1] == ' ' || bytes_[k + 1] == '\r';
      if (at_start && c == '-' && ends_word) {
        key_column = k + 2;
        continue;
      }
      if (at_start && (c == '|' || c == '>') && depth_ == 0) {
        const std::size_t line_begin = bytes_.rfind('\n', k) + 1; // npos + 1 == 0
        block_indent_ = static_cast<int>(std::min(key_column, k) - line_begin);
        return;
      }
      check_character(k, c, at_start, ends_word);
      at_start = depth_ > 0 ? c == '[' || c == '{' || c == ',' || c == ':' : c == ':' && ends_word;
    }
  }

  void check_character(std::size_t k, char c, bool at_start, bool ends_word) {
    if (at_start && (c == '\'' || c == '"')) {
      quote_ = c;
    } else if ((c == '[' || c == '{') && (at_start || depth_ > 0)) {
      if (++depth_ > kMostDepth) {
        refuse(k,
               fill({"嵌套超过 {0} 层", "nested deeper than {0} levels"},
                    Strings{std::to_string(kMostDepth)}),
               {});
      }
    } else if ((c == ']' || c == '}') && depth_ > 0) {
      --depth_;
    } else if (at_start && (c == '&' || c == '*')) {
      refuse(k, {"不允许锚点和引用（& 与 *）", "anchors and aliases (& and *) are not allowed"},
             {"把内容写全；若是文字，加引号", "write it out; if it is text, put it in quotes"});
    } else if (at_start && c == '!') {
      refuse(k, {"不允许 YAML 标签（!）", "YAML tags (!) are not allowed"},
             {"若是文字，加引号", "if it is text, put it in quotes"});
    } else if (at_start && c == '?' && ends_word) {
      refuse(k, {"不允许复合键（?）", "complex keys (?) are not allowed"}, {});
    }
  }

  // @returns how many bytes more than one to go on.
  std::size_t skip_in_quote(std::size_t k, std::size_t end) {
    const char c = bytes_[k];
    if (quote_ == '"' && c == '\\') {
      return k + 1 < end ? 1 : 0;
    }
    if (c == quote_) {
      if (quote_ == '\'' && k + 1 < end && bytes_[k + 1] == '\'') {
        return 1;
      }
      quote_ = 0;
    }
    return 0;
  }

  const std::string& file_;
  std::string_view bytes_;
  Diagnostics& problems_;
  int depth_ = 0;
  char quote_ = 0;
  int block_indent_ = -1; ///< lines indented more are text of a block scalar; -1: none
  bool has_content_ = false;
  bool is_good_ = true;
};

} // namespace

SourceMark mark_at(const std::string& file, std::string_view bytes, std::size_t offset) {
  offset = std::min(offset, bytes.size());
  const std::string_view before = bytes.substr(0, offset);
  const std::size_t begin = before.rfind('\n') + 1; // npos + 1 == 0
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(begin),
                                    before.end(), [](char c) { return !is_continuation(c); });
  const auto line = std::count(before.begin(), before.end(), '\n');
  return {file, static_cast<int>(line) + 1, static_cast<int>(column) + 1};
}

bool check_text_bytes(const std::string& file, std::string_view bytes, Diagnostics& problems) {
  for (std::size_t k = 0; k < bytes.size();) {
    char32_t code = 0;
    const std::size_t length = decode(bytes.substr(k), code);
    if (length == 0) {
      problems.error(mark_at(file, bytes, k), {"不是 UTF-8 文字", "this is not UTF-8 text"},
                     {"用 UTF-8 编码保存文件", "save the file as UTF-8"});
      return false;
    }
    if (is_unseen(code)) {
      problems.error(mark_at(file, bytes, k),
                     fill({"有看不见的控制字符 {0}", "there is an invisible control character {0}"},
                          Strings{code_name(code)}),
                     {"删去它", "delete it"});
      return false;
    }
    k += length;
  }
  return true;
}

bool check_yaml_bytes(const std::string& file, std::string_view bytes, Diagnostics& problems) {
  return Guard(file, bytes, problems).check();
}

} // namespace jixia
