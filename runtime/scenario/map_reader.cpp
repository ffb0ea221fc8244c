#include "scenario/map_reader.h"

#include <algorithm>

#include "base/spelling.h"
#include "base/units.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestText = 8000;      // bytes
constexpr double kLongestTime = 7.0 * 86'400.0; // [s], of one exercise

// "{en: a tank, empty}" reads as a key "empty" without a value.
const Text kQuoteCommas{"花括号里的文字有逗号时要加引号",
                        "within { } text with a comma in it goes in quotes"};

Text form_text(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::Null:
      return {"空", "nothing"};
    case YamlNode::Kind::Scalar:
      return {"一个值", "a single value"};
    case YamlNode::Kind::Sequence:
      return {"列表", "a list"};
    case YamlNode::Kind::Map:
      return {"映射", "a map"};
  }
  return {};
}

void want(const YamlNode& node, const Text& wanted, Diagnostics& problems) {
  problems.error(node.mark, fill({"应为{0}，写的是{1}", "expected {0}, found {1}"},
                                 std::vector{wanted, form_text(node.kind)}));
}

bool has_chinese(const std::string& text) { // U+4E00 to U+9FFF in UTF-8
  for (std::size_t k = 0; k + 2 < text.size(); ++k) {
    const auto lead = static_cast<unsigned char>(text[k]);
    if ((lead == 0xE4 && static_cast<unsigned char>(text[k + 1]) >= 0xB8) ||
        (lead >= 0xE5 && lead <= 0xE9)) {
      return true;
    }
  }
  return false;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.pop_back();
  }
  return text;
}

} // namespace

bool is_name(const std::string& name) {
  const auto is_alnum = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && name.size() <= kLongestName && is_alnum(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-'; });
}

std::string joined(const Strings& words) {
  std::string list;
  for (const std::string& word : words) {
    list += (list.empty() ? "" : ", ") + word;
  }
  return list;
}

Text suggest(const std::string& word, const Strings& known, Text otherwise) {
  const std::string nearest = nearest_spelling(word, known);
  return nearest.empty() ? otherwise : fill({"是否为 {0}", "did you mean {0}?"}, Strings{nearest});
}

bool is_map(const YamlNode& node, Diagnostics& problems) {
  if (node.kind != YamlNode::Kind::Map) {
    want(node, {"映射（键: 值）", "a map (key: value)"}, problems);
    return false;
  }
  return true;
}

bool is_list(const YamlNode& node, Diagnostics& problems) {
  if (node.kind != YamlNode::Kind::Sequence) {
    want(node, {"列表（- 一行一项）", "a list (- one item a line)"}, problems);
    return false;
  }
  return true;
}

std::string read_line(const YamlNode& node, Diagnostics& problems) {
  if (node.kind != YamlNode::Kind::Scalar) {
    want(node, {"一个值", "a single value"}, problems);
    return {};
  }
  std::string line = trimmed(node.scalar);
  if (line.empty() || line.size() > kLongestText) {
    problems.error(
        node.mark,
        fill({"文字长 {0} 字节，应为 1 到 {1}", "the text has {0} bytes; allowed 1 to {1}"},
             Strings{std::to_string(line.size()), std::to_string(kLongestText)}));
    line.resize(std::min(line.size(), kLongestText));
  }
  return line;
}

std::string read_name(const YamlNode& node, Diagnostics& problems) {
  std::string name = node.kind == YamlNode::Kind::Scalar ? node.scalar : "";
  if (!is_name(name)) {
    problems.error(
        node.mark, fill({"{0} 不能作名称", "'{0}' cannot be a name"}, Strings{name.substr(0, 80)}),
        {"以字母或数字开头，只用字母、数字和 . _ -，不超过 64 个",
         "start with a letter or digit; use letters, digits and . _ - only, at most 64"});
    return {};
  }
  return name;
}

Text read_text(const YamlNode& node, Diagnostics& problems) {
  Text text;
  if (node.kind != YamlNode::Kind::Map) {
    want(node,
         {"两种语言的文字 {zh: 中文, en: English}",
          "text in both languages {zh: 中文, en: English}"},
         problems);
    return text;
  }
  for (const YamlEntry& entry : node.entries) {
    if (entry.key == "zh") {
      text.zh = read_line(entry.value, problems);
    } else if (entry.key == "en") {
      text.en = read_line(entry.value, problems);
    } else {
      problems.error(entry.mark,
                     fill({"文字没有语言 {0}", "a text has no language '{0}'"}, Strings{entry.key}),
                     entry.value.kind == YamlNode::Kind::Null
                         ? kQuoteCommas
                         : Text{"只有 zh 和 en", "there are zh and en"});
    }
  }
  if (node.find("zh") == nullptr || node.find("en") == nullptr) {
    problems.error(node.mark,
                   node.find("zh") == nullptr
                       ? Text{"文字缺少中文 zh", "the text lacks Chinese, zh"}
                       : Text{"文字缺少英文 en", "the text lacks English, en"},
                   {"每段文字都要有两种语言：{zh: 中文, en: English}",
                    "every text is in both languages: {zh: 中文, en: English}"});
  } else if (has_chinese(text.en)) {
    problems.warning(node.find("en")->mark, {"英文里有汉字", "the English text contains Chinese"});
  }
  return text;
}

SimTime read_time(const YamlNode& node, Diagnostics& problems) {
  const std::string written = node.kind == YamlNode::Kind::Scalar ? node.scalar : "";
  const std::optional<double> value = read_quantity(written, Unit::Second);
  if (!value || *value < 0.0 || *value > kLongestTime) {
    problems.error(
        node.mark,
        fill({"{0} 不是时间，应为 0 到 {1} s，带单位 {2}",
              "'{0}' is not a time; allowed 0 to {1} s, in {2}"},
             Strings{written.substr(0, 80), number_text(kLongestTime), spellings(Unit::Second)}),
        {"例如 30 s、45 min", "for example 30 s, 45 min"});
    return SimTime{0};
  }
  return sim_time(*value);
}

Condition read_condition(const YamlNode& node, Diagnostics& problems) {
  return {read_line(node, problems), node.mark};
}

std::optional<double> read_number(const YamlNode& node, Diagnostics& problems) {
  const std::string written = node.kind == YamlNode::Kind::Scalar ? node.scalar : "";
  const std::optional<double> value = read_quantity(written, Unit::One);
  if (!value) {
    problems.error(node.mark,
                   fill({"{0} 不是数", "'{0}' is not a number"}, Strings{written.substr(0, 80)}),
                   {"写成 12 或 0.5，不带单位", "write 12 or 0.5, without a unit"});
  }
  return value;
}

WrittenValue read_value(const YamlNode& node, Diagnostics& problems) {
  WrittenValue value;
  value.mark = node.mark;
  if (node.kind == YamlNode::Kind::Sequence) {
    for (const YamlNode& item : node.items) {
      value.items.push_back(read_line(item, problems));
    }
    if (node.items.empty()) {
      problems.error(node.mark, {"列表是空的", "the list is empty"});
      value.items.emplace_back();
    }
  } else {
    value.items.push_back(read_line(node, problems));
  }
  return value;
}

MapReader::MapReader(const YamlNode& node, const KeyTable& table, std::string what,
                     Diagnostics& problems)
    : node_(node), table_(table), what_(std::move(what)), problems_(problems) {
  if (is_map(node, problems)) {
    check_keys();
  }
}

void MapReader::check_keys() const {
  Strings known;
  for (const KeySpec& spec : table_.keys) {
    known.push_back(spec.name);
    if (spec.is_required && node_.find(spec.name) == nullptr) {
      problems_.error(node_.mark,
                      fill({"{0} 缺少 {1}", "{0} lacks '{1}'"}, Strings{what_, spec.name}),
                      spec.meaning);
    }
  }
  for (const YamlEntry& entry : node_.entries) {
    if (table_.find(entry.key) == nullptr && !table_.takes_others) {
      problems_.error(entry.mark,
                      fill({"{0} 没有名为 {1} 的键", "{0} has no key '{1}'"},
                           Strings{what_, entry.key.substr(0, 80)}),
                      entry.value.kind == YamlNode::Kind::Null
                          ? kQuoteCommas
                          : suggest(entry.key, known,
                                    fill({"可用：{0}", "there are: {0}"}, Strings{joined(known)})));
    }
  }
}

const YamlNode* MapReader::find(std::string_view key) const {
  return node_.find(key);
}

std::string MapReader::name(std::string_view key) const {
  const YamlNode* found = find(key);
  if (found == nullptr) {
    return {};
  }
  const KeySpec* spec = table_.find(key);
  return spec != nullptr && spec->form == KeySpec::Form::Name ? read_name(*found, problems_)
                                                              : read_line(*found, problems_);
}

Text MapReader::text(std::string_view key) const {
  const YamlNode* found = find(key);
  return found == nullptr ? Text{} : read_text(*found, problems_);
}

SimTime MapReader::time(std::string_view key, SimTime otherwise) const {
  const YamlNode* found = find(key);
  return found == nullptr ? otherwise : read_time(*found, problems_);
}

double MapReader::number(std::string_view key, double otherwise, double lowest,
                         double highest) const {
  const YamlNode* found = find(key);
  if (found == nullptr) {
    return otherwise;
  }
  const double value = read_number(*found, problems_).value_or(otherwise);
  if (value < lowest || value > highest) {
    problems_.error(found->mark,
                    fill({"{0} 为 {1}，允许 {2} 到 {3}", "{0} is {1}; allowed {2} to {3}"},
                         Strings{std::string(key), number_text(value), number_text(lowest),
                                 number_text(highest)}));
    return otherwise;
  }
  return value;
}

double MapReader::share(std::string_view key, double otherwise) const {
  return number(key, otherwise, 0.0, 1.0);
}

bool MapReader::flag(std::string_view key, bool otherwise) const {
  const YamlNode* found = find(key);
  if (found == nullptr) {
    return otherwise;
  }
  if (found->scalar == "yes" || found->scalar == "true") {
    return true;
  }
  if (found->scalar != "no" && found->scalar != "false") {
    problems_.error(found->mark, fill({"{0} 应为 yes 或 no", "{0} must be yes or no"},
                                      Strings{std::string(key)}));
  }
  return false;
}

int MapReader::choice(std::string_view key, int otherwise) const {
  const YamlNode* found = find(key);
  if (found == nullptr) {
    return otherwise;
  }
  const Strings& choices = table_.find(key)->choices;
  const auto chosen = std::find(choices.begin(), choices.end(), found->scalar);
  if (found->kind != YamlNode::Kind::Scalar || chosen == choices.end()) {
    problems_.error(found->mark,
                    fill({"{0} 不能为 {1}，可选：{2}", "{0} cannot be '{1}'; choose one of: {2}"},
                         Strings{std::string(key), found->scalar.substr(0, 80), joined(choices)}),
                    suggest(found->scalar, choices));
    return otherwise;
  }
  return static_cast<int>(chosen - choices.begin());
}

Condition MapReader::condition(std::string_view key) const {
  const YamlNode* found = find(key);
  return found == nullptr ? Condition{} : read_condition(*found, problems_);
}

Strings MapReader::names(std::string_view key) const {
  Strings names;
  const YamlNode* found = find(key);
  if (found != nullptr && found->kind == YamlNode::Kind::Scalar) {
    names.push_back(read_name(*found, problems_));
  } else if (found != nullptr && is_list(*found, problems_)) {
    for (const YamlNode& item : found->items) {
      names.push_back(read_name(item, problems_));
    }
  }
  return names;
}

std::vector<Text> MapReader::texts(std::string_view key) const {
  std::vector<Text> texts;
  const YamlNode* found = find(key);
  if (found != nullptr && is_list(*found, problems_)) {
    for (const YamlNode& item : found->items) {
      texts.push_back(read_text(item, problems_));
    }
  }
  return texts;
}

std::vector<Condition> MapReader::conditions(std::string_view key) const {
  std::vector<Condition> conditions;
  const YamlNode* found = find(key);
  if (found != nullptr && is_list(*found, problems_)) {
    for (const YamlNode& item : found->items) {
      conditions.push_back(read_condition(item, problems_));
    }
  }
  return conditions;
}

std::vector<double> MapReader::read_numbers(const YamlNode& node, std::size_t count) const {
  std::vector<double> numbers;
  if (is_list(node, problems_)) {
    for (const YamlNode& item : node.items) {
      numbers.push_back(read_number(item, problems_).value_or(0.0));
    }
    if (numbers.size() != count) {
      problems_.error(node.mark,
                      fill({"应有 {0} 个数，写了 {1} 个", "expected {0} numbers, found {1}"},
                           Strings{std::to_string(count), std::to_string(numbers.size())}));
    }
  }
  numbers.resize(count);
  return numbers;
}

} // namespace jixia
