#include "scenario/read_criterion.h"

#include <algorithm>

#include "scenario/map_reader.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

constexpr double kMostPoints = 1000.0;
constexpr long kLongestTitle = 14; // Chinese characters; two others count as one

// The keys that say what one kind asks for.
struct KindKeys {
  Strings needed;
  Strings allowed;
};

const KindKeys& keys_of(Criterion::Kind kind) {
  static const std::vector<KindKeys> keys{
      {{"done", "points"}, {"start", "after", "quality", "quality_share", "late_share", "time"}},
      {{"good", "points"}, {"start", "after", "until"}},
      {{"good", "points"}, {"start", "after", "until"}},
      {{"order", "points"}, {"start", "after"}},
      {{"done", "time", "points"}, {"start", "after"}},
      {{"when"}, {"start", "after", "penalty", "cap", "ends_run"}},
      {{"answer", "answers", "right", "points"}, {"start", "after", "time", "late_share", "until"}},
  };
  return keys[static_cast<std::size_t>(kind)];
}

void check_kind(const MapReader& reader, const Criterion& criterion) {
  static const Strings common{"id", "kind", "title", "do", "hint", "phase", "focus"};
  const KindKeys& keys = keys_of(criterion.kind);
  const auto has = [](const Strings& list, const std::string& key) {
    return std::find(list.begin(), list.end(), key) != list.end();
  };
  const std::string kind =
      criterion_keys().find("kind")->choices[static_cast<std::size_t>(criterion.kind)];
  for (const std::string& key : keys.needed) {
    if (!reader.has(key)) {
      reader.problems().error(reader.mark(),
                              fill({"{0} 是 {1}，缺少 {2}", "{0} is a {1} and lacks '{2}'"},
                                   Strings{criterion.id, kind, key}),
                              criterion_keys().find(key)->meaning);
    }
  }
  for (const YamlEntry& entry : reader.node().entries) {
    if (criterion_keys().find(entry.key) != nullptr && !has(common, entry.key) &&
        !has(keys.needed, entry.key) && !has(keys.allowed, entry.key)) {
      reader.problems().error(
          entry.mark, fill({"{0} 是 {1}，用不上 {2}", "{0} is a {1}; '{2}' means nothing to it"},
                           Strings{criterion.id, kind, entry.key}));
    }
  }
}

void check_title(const Text& title, const SourceMark& mark, Diagnostics& problems) {
  long halves = 0;
  for (const char c : title.zh) {
    const auto byte = static_cast<unsigned char>(c);
    halves += byte >= 0xE0 ? 2 : (byte < 0x80 || byte >= 0xC0) ? 1 : 0;
  }
  if (halves > 2 * kLongestTitle) {
    problems.error(mark,
                   fill({"标题“{0}”太长：不超过 {1} 个汉字",
                         "the title '{0}' is too long: at most {1} "
                         "Chinese characters"},
                        Strings{title.zh, std::to_string(kLongestTitle)}),
                   {"细节写在 do 里", "put details into `do`"});
  }
}

void read_question(const MapReader& reader, Criterion& criterion) {
  criterion.answer_tag = reader.name("answer");
  criterion.answers = reader.texts("answers");
  const auto count = static_cast<double>(std::max<std::size_t>(criterion.answers.size(), 1));
  criterion.right_answer = static_cast<int>(reader.number("right", 1, 1, count));
}

} // namespace

Criterion read_criterion(const YamlNode& node, Diagnostics& problems) {
  const std::string id = node.find("id") != nullptr ? node.find("id")->scalar : "?";
  const MapReader reader(node, criterion_keys(), id.substr(0, 80), problems);
  Criterion criterion;
  criterion.kind = static_cast<Criterion::Kind>(reader.choice("kind", 0));
  criterion.id = reader.name("id");
  criterion.mark = node.mark;
  criterion.title = reader.text("title");
  criterion.requirement = reader.text("do");
  criterion.hint = reader.text("hint");
  criterion.group = reader.name("phase");
  criterion.points = reader.number("points", 0.0, 0.0, kMostPoints);
  criterion.start = reader.condition("start");
  criterion.done = reader.condition("done");
  criterion.after = reader.names("after");
  criterion.quality = reader.condition("quality");
  criterion.quality_share = reader.share("quality_share", criterion.quality_share);
  criterion.late_share = reader.share("late_share", criterion.late_share);
  criterion.expected = reader.time("time");
  criterion.good = reader.condition("good");
  criterion.finish = reader.condition("until");
  criterion.order = reader.conditions("order");
  criterion.when = reader.condition("when");
  criterion.penalty = reader.number("penalty", 0.0, 0.0, kMostPoints);
  if (reader.has("cap")) {
    criterion.score_cap = reader.number("cap", 0.0, 0.0, kMostPoints);
  }
  criterion.ends_run = reader.flag("ends_run", false);
  read_question(reader, criterion);
  criterion.focus = reader.names("focus");
  if (node.kind == YamlNode::Kind::Map) {
    check_kind(reader, criterion);
    check_title(criterion.title, node.mark, problems);
  }
  return criterion;
}

} // namespace jixia
