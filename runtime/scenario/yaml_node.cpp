#include "scenario/yaml_node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <set>
#include <sstream>

#include "scenario/yaml_guard.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

struct Refused {}; ///< thrown through the parser once a limit is passed

// What yaml-cpp says, for people.
Text explain(const std::string& message) {
  static const std::vector<std::pair<std::string, Text>> known{
      {"illegal map value",
       {"冒号的位置不对：一行只能有一个“键: 值”，含冒号的文字要加引号",
        "a colon is out of place: one 'key: value' a line, and text with a "
        "colon in it goes in quotes"}},
      {"end of map not found",
       {"映射没有写完：缩进不齐，或少了 }",
        "a map does not end: indentation is uneven, or '}' is missing"}},
      {"end of sequence not found",
       {"列表没有写完：缩进不齐，或少了 ]",
        "a list does not end: indentation is uneven, or ']' is missing"}},
      {"end of map flow not found", {"少了 }", "'}' is missing"}},
      {"end of sequence flow not found", {"少了 ]", "']' is missing"}},
      {"illegal EOF in scalar", {"引号没有关闭", "a quotation mark is not closed"}},
      {"illegal tab when looking for indentation", {"不能用制表符缩进", "tabs cannot indent"}},
      {"illegal block entry", {"“- ”的位置不对", "'- ' is out of place"}},
      {"unknown escape character: ",
       {"引号内的反斜线写法不对", "unknown escape after a backslash"}},
  };
  for (const auto& [part, text] : known) {
    if (message.find(part) != std::string::npos) {
      return text;
    }
  }
  return fill({"YAML 格式错误（{0}）", "not valid YAML ({0})"}, Strings{message});
}

// Builds our own tree from the parser's events, so that limits hold while reading.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& file, std::string_view bytes, Diagnostics& problems)
      : file_(file), bytes_(bytes), problems_(problems) {
    for (std::size_t k = 0; k < bytes.size(); ++k) {
      if (bytes[k] == '\n') {
        line_begins_.push_back(k + 1);
      }
    }
  }

  YamlNode take_root() { return std::move(root_); }
  SourceMark place(const YAML::Mark& mark) const {
    if (mark.line < 0) {
      return {file_, 0, 0};
    }
    const auto line = std::min(static_cast<std::size_t>(mark.line), line_begins_.size() - 1);
    const std::size_t offset =
        line_begins_[line] + static_cast<std::size_t>(std::max(mark.column, 0));
    const SourceMark in_line =
        mark_at(file_, bytes_.substr(line_begins_[line]), offset - line_begins_[line]);
    return {file_, static_cast<int>(line) + 1, in_line.column};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      refuse(mark, {"此处多出内容：一个文件只能有一份文档",
                    "more follows here: a file holds one document only"});
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(mark, anchor, "", YamlNode::Kind::Null);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, {"不允许引用（*）", "aliases (*) are not allowed"});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (!check_text_bytes(file_, value, problems_)) { // an escape such as "\0"
      throw Refused{};
    }
    if (awaits_key()) {
      take_key(mark, tag, anchor, value);
      return;
    }
    add(mark, anchor, tag, YamlNode::Kind::Scalar).scalar = value;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, anchor, tag, YamlNode::Kind::Sequence);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, anchor, tag, YamlNode::Kind::Map);
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  struct Level {
    YamlNode* node;
    bool has_key = false; ///< of a map: the key is read, its value comes next
    std::set<std::string> keys = {};
  };

  [[noreturn]] void refuse(const YAML::Mark& mark, Text problem, Text help = {}) {
    problems_.error(place(mark), std::move(problem), std::move(help));
    throw Refused{};
  }

  bool awaits_key() const {
    return !open_.empty() && open_.back().node->kind == YamlNode::Kind::Map &&
           !open_.back().has_key;
  }

  void check_bare(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) {
    if (anchor != 0) {
      refuse(mark, {"不允许锚点（&）", "anchors (&) are not allowed"});
    }
    if (tag.size() > 1) {
      refuse(mark, {"不允许 YAML 标签（!）", "YAML tags (!) are not allowed"});
    }
    if (++count_ > kMostNodes) {
      refuse(mark,
             fill({"多于 {0} 个值", "more than {0} values"}, Strings{std::to_string(kMostNodes)}));
    }
  }

  void take_key(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& key) {
    check_bare(mark, anchor, tag);
    Level& level = open_.back();
    if (!level.keys.insert(key).second) {
      problems_.error(place(mark), fill({"{0} 写了两次", "'{0}' is written twice"}, Strings{key}),
                      {"只保留一个", "keep one of them"});
    }
    level.node->entries.push_back({key, place(mark), {}});
    level.has_key = true;
  }

  YamlNode& add(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag,
                YamlNode::Kind kind) {
    check_bare(mark, anchor, tag);
    YamlNode* node = &root_;
    if (!open_.empty()) {
      Level& level = open_.back();
      if (level.node->kind == YamlNode::Kind::Sequence) {
        node = &level.node->items.emplace_back();
      } else if (!level.has_key) {
        refuse(mark, {"键必须是一个词", "a key must be one word"});
      } else {
        node = &level.node->entries.back().value;
        level.has_key = false;
      }
    }
    node->kind = kind;
    node->mark = place(mark);
    if (kind == YamlNode::Kind::Null && !open_.empty() && !open_.back().node->entries.empty()) {
      node->mark = open_.back().node->entries.back().mark; // the parser is already past it
    }
    return *node;
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag,
            YamlNode::Kind kind) {
    if (open_.size() >= static_cast<std::size_t>(kMostDepth)) {
      refuse(mark, fill({"嵌套超过 {0} 层", "nested deeper than {0} levels"},
                        Strings{std::to_string(kMostDepth)}));
    }
    open_.push_back({&add(mark, anchor, tag, kind)});
  }

  const std::string& file_;
  std::string_view bytes_;
  Diagnostics& problems_;
  std::vector<std::size_t> line_begins_{0};
  YamlNode root_;
  std::vector<Level> open_; ///< parents do not move while a child is open
  int count_ = 0;
  int documents_ = 0;
};

} // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key == key) {
      return &entry.value;
    }
  }
  return nullptr;
}

std::optional<YamlNode> parse_yaml(const std::string& file, std::string_view bytes,
                                   Diagnostics& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3); // byte order mark of some editors
  }
  if (bytes.size() > kMostTextBytes) {
    problems.error({file, 0, 0},
                   fill({"文件有 {0} 字节，最多 {1}", "{0} bytes; at most {1}"},
                        Strings{std::to_string(bytes.size()), std::to_string(kMostTextBytes)}));
    return std::nullopt;
  }
  if (!check_text_bytes(file, bytes, problems) || !check_yaml_bytes(file, bytes, problems)) {
    return std::nullopt;
  }
  const std::size_t known = problems.all().size();
  TreeBuilder builder(file, bytes, problems);
  std::istringstream stream{std::string(bytes)};
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      problems.error({file, 0, 0}, {"文件是空的", "the file is empty"});
    }
    parser.HandleNextDocument(builder);
  } catch (const Refused&) {
  } catch (const YAML::Exception& problem) {
    problems.error(builder.place(problem.mark), explain(problem.msg));
  }
  for (std::size_t k = known; k < problems.all().size(); ++k) {
    if (problems.all()[k].severity == Diagnostic::Severity::Error) {
      return std::nullopt;
    }
  }
  return builder.take_root();
}

} // namespace jixia
