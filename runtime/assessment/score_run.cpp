#include "assessment/score_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "assessment/criterion_fold.h"
#include "assessment/criterion_names.h"
#include "base/spelling.h"

namespace jixia {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::shared_ptr<const std::vector<std::string>> names_of(const World& world) {
  auto names = std::make_shared<std::vector<std::string>>();
  for (const Tag& tag : world.tags()) {
    names->push_back(tag.name);
  }
  return names;
}

std::size_t find_index(const World& world, const std::string& name) {
  const Tag* tag = world.find_tag(name);
  return tag == nullptr ? kNone : static_cast<std::size_t>(tag - world.tags().data());
}

} // namespace

class ScoreFold::State {
 public:
  State(const Exercise& exercise, const World& world, Diagnostics& problems)
      : duration_(exercise.duration),
        hint_index_(find_index(world, "HINT.VALUE")),
        hand_in_index_(find_index(world, "HANDIN.VALUE")) {
    const CriterionNames names(world, exercise.criteria);
    const auto tag_names = names_of(world);
    done_offset_ = names.done_index(0);
    for (const Criterion& criterion : exercise.criteria) {
      folds_.emplace_back(criterion, names, tag_names, problems);
    }
    finish_.emplace_back(exercise.finish, names, tag_names, problems);
    find_after(problems);
    refuse_circles(problems);
    collect_tags(*tag_names);
    values_.resize(names.size());
    sheet_.lines.resize(folds_.size());
    sheet_.pass_mark = exercise.pass_mark;
    reset();
  }

  void reset() {
    std::fill(values_.begin(), values_.end(), kUnknown);
    sheet_.max = 0.0;
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      folds_[k].reset(sheet_.lines[k]);
      sheet_.max += sheet_.lines[k].available;
    }
    finish_.front().reset();
    sheet_.is_finished = false;
    sheet_.vetoes.clear();
    sheet_.hints = 0;
    record_ = ScoreRecord{};
    has_begun_ = false;
    calc_score();
  }

  void advance(SimTime time, std::span<const double> values) {
    if (sheet_.is_finished || (has_begun_ && time < record_.time)) {
      return;
    }
    read(time, values);
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      folds_[k].activate(record_, is_unlocked(k), sheet_.lines[k]);
    }
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      folds_[k].advance(record_, sheet_.lines[k]);
    }
    note_vetoes();
    if (is_ending()) {
      finish();
    }
    calc_score();
  }

  std::vector<ConditionLine> conditions(const std::string& id) const {
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      if (folds_[k].criterion().id == id && !folds_[k].is_broken()) {
        return folds_[k].lines(record_, sheet_.lines[k]);
      }
    }
    return {};
  }

  const std::vector<std::string>& tags() const { return tags_; }
  const ScoreSheet& sheet() const { return sheet_; }

 private:
  void find_after(Diagnostics& problems) {
    std::vector<std::string> ids;
    for (const CriterionFold& fold : folds_) {
      ids.push_back(fold.criterion().id);
    }
    after_.resize(folds_.size());
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      for (const std::string& id : folds_[k].criterion().after) {
        const auto found = std::find(ids.begin(), ids.end(), id);
        if (found != ids.end()) {
          add_after(k, static_cast<std::size_t>(found - ids.begin()), problems);
          continue;
        }
        const std::string nearest = nearest_spelling(id, ids);
        problems.error(
            folds_[k].criterion().mark,
            fill({"{0} 的 after 里没有 {1} 这一项", "{0} comes after {1}, which does not exist"},
                 std::vector{folds_[k].criterion().id, id}),
            nearest.empty() ? Text{}
                            : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
        folds_[k].mark_broken();
      }
    }
  }

  void add_after(std::size_t fold, std::size_t before, Diagnostics& problems) {
    after_[fold].push_back(before);
    if (folds_[before].criterion().kind == Criterion::Kind::Forbidden) {
      problems.error(folds_[fold].criterion().mark,
                     fill({"{0} 不能排在禁止项 {1} 之后，它不会完成",
                           "{0} cannot come after {1}: what is forbidden is never done"},
                          std::vector{folds_[fold].criterion().id, folds_[before].criterion().id}),
                     {"改用 start 条件", "use a start condition instead"});
      folds_[fold].mark_broken();
    }
  }

  // What never becomes free in rounds of taking away the free ones waits for itself.
  void refuse_circles(Diagnostics& problems) {
    std::vector<char> is_free(folds_.size(), 0);
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t k = 0; k < folds_.size(); ++k) {
        const bool is_next = std::all_of(after_[k].begin(), after_[k].end(),
                                         [&](std::size_t before) { return is_free[before] != 0; });
        if (is_free[k] == 0 && is_next) {
          is_free[k] = 1;
          moved = true;
        }
      }
    }
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      if (is_free[k] == 0) {
        problems.error(
            folds_[k].criterion().mark,
            fill({"{0} 的 after 成环，永远不会开始", "{0} waits for itself through 'after'"},
                 std::vector{folds_[k].criterion().id}),
            {"去掉其中一个 after", "remove one of the 'after'"});
        folds_[k].mark_broken();
      }
    }
  }

  void collect_tags(const std::vector<std::string>& tag_names) {
    std::set<std::size_t> used{hint_index_, hand_in_index_};
    const auto add = [&](const Expression& expression) {
      for (const Expression::Use& use : expression.names()) {
        used.insert(use.name.index);
      }
    };
    for (const CriterionFold& fold : folds_) {
      used.insert(fold.answer_index());
      for (const Expression* expression : fold.expressions()) {
        add(*expression);
      }
    }
    if (finish_.front().expression() != nullptr) {
      add(*finish_.front().expression());
    }
    for (const std::size_t index : used) { // rising, and tags are sorted by name
      if (index < tag_names.size()) {
        tag_index_.push_back(index);
        tags_.push_back(tag_names[index]);
      }
    }
  }

  void read(SimTime time, std::span<const double> values) {
    record_.dt = has_begun_ ? seconds(time - record_.time) : 0.0;
    record_.time = time;
    record_.values = values_;
    has_begun_ = true;
    for (std::size_t k = 0; k < tag_index_.size(); ++k) {
      values_[tag_index_[k]] = k < values.size() ? values[k] : kUnknown;
    }
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      const ScoreLine::State state = sheet_.lines[k].state;
      values_[done_offset_ + k] = state == ScoreLine::State::Done ? 1.0 : 0.0;
      values_[done_offset_ + folds_.size() + k] = state == ScoreLine::State::Active ? 1.0 : 0.0;
    }
    if (hint_index_ != kNone && values_[hint_index_] > sheet_.hints) {
      sheet_.hints = static_cast<int>(std::lround(std::min(values_[hint_index_], 1000.0)));
    }
  }

  // As it stood at the record before: every criterion is asked before any of them takes this one,
  // so their order does not matter.
  bool is_unlocked(std::size_t fold) const {
    return std::all_of(after_[fold].begin(), after_[fold].end(),
                       [&](std::size_t before) { return sheet_.lines[before].ended.has_value(); });
  }

  void note_vetoes() {
    sheet_.vetoes.clear();
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      const Criterion& criterion = folds_[k].criterion();
      const bool is_veto = criterion.score_cap || criterion.ends_run;
      if (is_veto && criterion.kind == Criterion::Kind::Forbidden &&
          sheet_.lines[k].state == ScoreLine::State::Lost) {
        sheet_.vetoes.push_back(criterion.id);
        sheet_.is_finished = sheet_.is_finished || criterion.ends_run;
      }
    }
  }

  bool is_ending() {
    const bool is_handed_in = hand_in_index_ != kNone && values_[hand_in_index_] > 0.5;
    const bool is_time_up = duration_ > SimTime{0} && record_.time >= duration_;
    const bool is_reached = finish_.front().is_given() && finish_.front().evaluate(record_);
    return sheet_.is_finished || is_handed_in || is_time_up || is_reached;
  }

  void finish() {
    sheet_.is_finished = true;
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      folds_[k].finish(record_, sheet_.lines[k]);
    }
  }

  void calc_score() {
    double sum = -kHintCost * sheet_.hints;
    double cap = sheet_.max;
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      const Criterion& criterion = folds_[k].criterion();
      sum += sheet_.lines[k].points;
      if (criterion.kind == Criterion::Kind::Forbidden &&
          sheet_.lines[k].state == ScoreLine::State::Lost) {
        cap = std::min(cap, criterion.ends_run ? 0.0 : criterion.score_cap.value_or(cap));
      }
    }
    sheet_.score = std::clamp(sum, 0.0, std::max(0.0, cap));
  }

  SimTime duration_;
  std::size_t hint_index_, hand_in_index_, done_offset_ = 0;
  std::vector<CriterionFold> folds_;
  std::vector<WatchedCondition> finish_; ///< one
  std::vector<std::vector<std::size_t>> after_;
  std::vector<std::string> tags_;
  std::vector<std::size_t> tag_index_; ///< of tags_
  std::vector<double> values_;
  ScoreRecord record_;
  bool has_begun_ = false;
  ScoreSheet sheet_;
};

ScoreFold::ScoreFold(const Exercise& exercise, const World& world, Diagnostics& problems)
    : state_(std::make_unique<State>(exercise, world, problems)) {}
ScoreFold::~ScoreFold() = default;
ScoreFold::ScoreFold(ScoreFold&&) noexcept = default;
ScoreFold& ScoreFold::operator=(ScoreFold&&) noexcept = default;

const std::vector<std::string>& ScoreFold::tags() const {
  return state_->tags();
}
void ScoreFold::advance(SimTime time, std::span<const double> values) {
  state_->advance(time, values);
}
const ScoreSheet& ScoreFold::sheet() const {
  return state_->sheet();
}
std::vector<ConditionLine> ScoreFold::conditions(const std::string& id) const {
  return state_->conditions(id);
}
void ScoreFold::reset() {
  state_->reset();
}

void feed_log(ScoreFold& fold, const RunLog& log) {
  std::vector<const RunLog::Series*> series;
  for (const std::string& tag : fold.tags()) {
    series.push_back(log.find_series(tag));
    if (series.back() == nullptr) {
      throw std::out_of_range("the log lacks the tag '" + tag + "'");
    }
  }
  fold.reset();
  std::vector<std::size_t> next(series.size(), 0);
  std::vector<double> values(series.size(), kUnknown);
  for (const SimTime time : log.times()) {
    for (std::size_t k = 0; k < series.size(); ++k) {
      while (next[k] < series[k]->times.size() && series[k]->times[next[k]] <= time) {
        values[k] = series[k]->values[next[k]++];
      }
    }
    fold.advance(time, values);
  }
}

ScoreSheet score_run(const RunLog& log, const Exercise& exercise, const World& world) {
  Diagnostics problems; // said when the exercise was loaded; here a faulty criterion earns nothing
  ScoreFold fold(exercise, world, problems);
  feed_log(fold, log);
  return fold.sheet();
}

} // namespace jixia
