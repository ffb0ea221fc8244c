#include "control/sequence_program.h"

#include <charconv>
#include <cmath>

namespace jixia::control {

bool SequenceCondition::holds(double value) const {
  switch (relation) {
    case Relation::Above:
      return value > number;
    case Relation::AtLeast:
      return value >= number;
    case Relation::Below:
      return value < number;
    case Relation::AtMost:
      return value <= number;
  }
  return false;
}

namespace {

using Relation = SequenceCondition::Relation;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Recursive descent without recursion: the grammar does not nest.
class Reader {
 public:
  Reader(std::string_view text, SequenceProblem& problem) : text_(text), problem_(problem) {
    advance();
  }

  std::optional<std::vector<SequenceStep>> read() {
    do {
      if (!read_step()) {
        return std::nullopt;
      }
      if (steps_.size() > kMostSteps) {
        return refuse({"步数超过 64", "more than 64 steps"});
      }
    } while (take(";") && !token_.empty());
    if (!token_.empty()) {
      return refuse_token({"多余的 {0}；步与步之间用 ;", "unexpected '{0}'; put ; between steps"});
    }
    if (!resolve_targets()) {
      return std::nullopt;
    }
    return std::move(steps_);
  }

 private:
  struct Target {
    std::size_t step, transition, position;
    std::string name;
  };

  void advance() {
    std::size_t at = start_ + token_.size();
    while (at < text_.size() && is_space(text_[at])) {
      ++at;
    }
    start_ = at;
    while (at < text_.size() && is_name_character(text_[at])) {
      ++at;
    }
    if (at == start_ && at < text_.size()) {
      const bool is_pair =
          (text_[at] == '>' || text_[at] == '<') && at + 1 < text_.size() && text_[at + 1] == '=';
      at += is_pair ? 2 : 1;
      if (text_[start_] == '-') { // a sign belongs to its number
        while (at < text_.size() && is_name_character(text_[at])) {
          ++at;
        }
      }
    }
    token_ = text_.substr(start_, at - start_);
  }

  bool take(std::string_view word) {
    if (token_ != word) {
      return false;
    }
    advance();
    return true;
  }

  std::nullopt_t refuse(const Text& problem) {
    problem_ = {start_, problem};
    return std::nullopt;
  }
  std::nullopt_t refuse_token(const Text& pattern) {
    const std::string shown = token_.empty() ? "..." : std::string(token_);
    return refuse(fill(pattern, std::vector{shown}));
  }

  std::optional<std::string> read_name() {
    if (token_.empty() || !is_name_character(token_[0])) {
      return refuse_token({"这里要步名，写了 {0}", "expected the name of a step, found '{0}'"});
    }
    std::string name(token_);
    advance();
    return name;
  }

  /// "I3" -> 2, "Q1" -> 0; -1 if the token is not a signal of that letter.
  int signal_index(char letter) const {
    int number = 0;
    if (token_.size() < 2 || token_[0] != letter) {
      return -1;
    }
    const char* end = token_.data() + token_.size();
    const auto [rest, fault] = std::from_chars(token_.data() + 1, end, number);
    const bool is_number = fault == std::errc{} && rest == end;
    return is_number && number >= 1 && number <= kSequenceSignals ? number - 1 : -1;
  }

  bool read_step() {
    const std::optional<std::string> name = read_name();
    if (!name) {
      return false;
    }
    if (find_step(*name) < steps_.size()) {
      refuse(fill({"步 {0} 写了两次", "step '{0}' is written twice"}, std::vector{*name}));
      return false;
    }
    if (!take(":")) {
      refuse_token({"步名后要 :，写了 {0}", "expected ':' after the name of a step, found '{0}'"});
      return false;
    }
    SequenceStep& step = steps_.emplace_back();
    step.name = *name;
    for (int output = signal_index('Q'); output >= 0; output = signal_index('Q')) {
      step.outputs[static_cast<std::size_t>(output)] = true;
      advance();
    }
    while (take("if")) {
      if (!read_transition(step)) {
        return false;
      }
    }
    if (!token_.empty() && token_ != ";") {
      refuse_token(
          {"这里要 Q1 到 Q12、if 或 ;，写了 {0}", "expected Q1 to Q12, if or ; , found '{0}'"});
      return false;
    }
    return true;
  }

  bool read_transition(SequenceStep& step) {
    SequenceTransition& transition = step.transitions.emplace_back();
    do {
      const std::optional<SequenceCondition> condition = read_condition();
      if (!condition) {
        return false;
      }
      transition.conditions.push_back(*condition);
    } while (take("and"));
    if (!take("go")) {
      refuse_token({"条件后要 and 或 go，写了 {0}", "expected 'and' or 'go', found '{0}'"});
      return false;
    }
    const std::size_t position = start_;
    const std::optional<std::string> name = read_name();
    if (!name) {
      return false;
    }
    targets_.push_back({steps_.size() - 1, step.transitions.size() - 1, position, *name});
    return true;
  }

  std::optional<SequenceCondition> read_condition() {
    SequenceCondition condition;
    const bool is_inverted = take("not");
    const bool is_time = !is_inverted && token_ == "time";
    condition.input = signal_index('I');
    if (condition.input < 0 && !is_time) {
      return refuse_token(
          {"这里要 I1 到 I12 或 time，写了 {0}", "expected I1 to I12 or time, found '{0}'"});
    }
    advance();
    const std::optional<Relation> relation = take_relation();
    if (!relation) {
      if (is_time) {
        return refuse_token(
            {"time 后要比较，如 time >= 2", "expected a comparison, e.g. time >= 2"});
      }
      condition.relation = is_inverted ? Relation::AtMost : Relation::Above;
      return condition;
    }
    if (is_inverted) {
      return refuse({"not 后面不能有比较", "a comparison cannot follow 'not'"});
    }
    condition.relation = *relation;
    return read_number(condition);
  }

  std::optional<Relation> take_relation() {
    if (take(">")) {
      return Relation::Above;
    }
    if (take(">=")) {
      return Relation::AtLeast;
    }
    if (take("<")) {
      return Relation::Below;
    }
    if (take("<=")) {
      return Relation::AtMost;
    }
    return std::nullopt;
  }

  std::optional<SequenceCondition> read_number(SequenceCondition condition) {
    const char* end = token_.data() + token_.size();
    const auto [rest, fault] = std::from_chars(token_.data(), end, condition.number);
    if (fault != std::errc{} || rest != end || !std::isfinite(condition.number)) {
      return refuse_token({"这里要一个数，写了 {0}", "expected a number, found '{0}'"});
    }
    advance();
    return condition;
  }

  std::size_t find_step(const std::string& name) const {
    std::size_t at = 0;
    while (at < steps_.size() && steps_[at].name != name) {
      ++at;
    }
    return at;
  }

  bool resolve_targets() {
    for (const Target& target : targets_) {
      const std::size_t found = find_step(target.name);
      if (found == steps_.size()) {
        problem_ = {target.position,
                    fill({"没有步 {0}", "there is no step '{0}'"}, std::vector{target.name})};
        return false;
      }
      steps_[target.step].transitions[target.transition].target = found;
    }
    return true;
  }

  std::string_view text_;
  SequenceProblem& problem_;
  std::size_t start_ = 0;
  std::string_view token_;
  std::vector<SequenceStep> steps_;
  std::vector<Target> targets_;
};

} // namespace

std::optional<std::vector<SequenceStep>> read_sequence(std::string_view text,
                                                       SequenceProblem& problem) {
  return Reader(text, problem).read();
}

} // namespace jixia::control
