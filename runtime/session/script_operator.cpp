#include "session/script_operator.h"

#include <algorithm>

#include "base/spelling.h"
#include "session/start_values.h"
#include "world/tag_names.h"

namespace jixia {

ScriptOperator::ScriptOperator(const OperatorScript& script, const World& world,
                               Diagnostics& problems) {
  bool is_good = true;
  for (const ScriptStep& written : script.steps) {
    std::optional<Step> step = read(written, world, problems);
    is_good = is_good && step.has_value();
    if (step) {
      steps_.push_back(std::move(*step));
    }
  }
  if (!is_good) {
    steps_.clear();
  }
  values_.resize(world.tags().size());
}

std::optional<ScriptOperator::Step> ScriptOperator::read(const ScriptStep& written,
                                                         const World& world,
                                                         Diagnostics& problems) {
  const TagNames names(world);
  Step step;
  step.wait = std::max(SimTime{0}, written.wait);
  step.timeout = written.timeout > SimTime{0} ? written.timeout : kDefaultTimeout;
  step.ramp = std::max(SimTime{0}, written.ramp);
  bool is_good = true;
  if (!written.until.empty()) {
    std::optional<Expression> until = Expression::parse(
        written.until.text, written.until.mark, names, Expression::Kind::Condition, problems);
    is_good = until.has_value();
    if (until) {
      step.until = std::make_unique<const Expression>(std::move(*until));
      step.state.emplace(*step.until);
    }
  }
  if (written.tag.empty()) {
    return is_good ? std::optional(std::move(step)) : std::nullopt;
  }
  const Tag* tag = world.find_tag(written.tag);
  if (tag == nullptr) {
    const std::string nearest = nearest_spelling(written.tag, names.all());
    problems.error(
        written.mark, fill({"没有位号 {0}", "there is no tag {0}"}, std::vector{written.tag}),
        nearest.empty() ? Text{}
                        : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
    return std::nullopt;
  }
  const std::optional<double> value = read_tag_value(*tag, written.value);
  if (!tag->is_operable()) {
    problems.error(written.mark,
                   fill({"{0} 只能读取，不能设定", "{0} is read only"}, std::vector{tag->name}));
    return std::nullopt;
  }
  if (!value || *value < tag->lowest || *value > tag->highest) {
    problems.error(written.mark,
                   fill({"{0} 不能设为 {1}", "{0} cannot be set to '{1}'"},
                        std::vector{tag->name, written.value}),
                   describe_allowed(*tag));
    return std::nullopt;
  }
  if (step.ramp > SimTime{0} && !tag->states.empty()) {
    problems.error(written.mark,
                   fill({"{0} 只有几个状态，不能逐渐改变", "{0} has states; it cannot be ramped"},
                        std::vector{tag->name}),
                   {"去掉 ramp", "leave out ramp"});
    return std::nullopt;
  }
  step.tag = static_cast<std::size_t>(tag - world.tags().data());
  step.value = *value;
  return is_good ? std::optional(std::move(step)) : std::nullopt;
}

std::vector<OperatorAction> ScriptOperator::actions_at(const World& world) {
  std::vector<OperatorAction> actions;
  if (!has_begun_) {
    since_ = world.time();
    has_begun_ = true;
  }
  while (!finished() && take_turn(world, actions)) {
  }
  return actions;
}

// One change of what it is doing; false when there is nothing more to do now.
bool ScriptOperator::take_turn(const World& world, std::vector<OperatorAction>& actions) {
  Step& step = steps_[next_];
  const SimTime now = world.time();
  switch (doing_) {
    case Doing::Waiting:
      if (now - since_ < step.wait) {
        return false;
      }
      doing_ = Doing::Watching;
      since_ = now;
      return true;
    case Doing::Watching:
      if (!is_condition_met(step, world)) {
        return false;
      }
      doing_ = Doing::Ramping;
      since_ = now;
      ramp_from_ = step.tag == kNoTag ? 0.0 : world.value(world.tags()[step.tag]);
      last_action_ = now - kRampInterval;
      return true;
    case Doing::Ramping:
      if (!act(step, world, actions)) {
        return false;
      }
      doing_ = Doing::Waiting;
      since_ = now;
      ++next_;
      return true;
  }
  return false;
}

bool ScriptOperator::is_condition_met(Step& step, const World& world) {
  if (!step.until) {
    return true;
  }
  for (const Expression::Use& use : step.until->names()) {
    values_[use.name.index] = world.value(world.tags()[use.name.index]);
  }
  step.state->evaluate(world.time(), values_);
  return step.state->is_true() || world.time() - since_ >= step.timeout;
}

// True when the step's last action is out.
bool ScriptOperator::act(const Step& step, const World& world,
                         std::vector<OperatorAction>& actions) {
  if (step.tag == kNoTag) {
    return true;
  }
  const SimTime now = world.time();
  const std::string& tag = world.tags()[step.tag].name;
  if (now - since_ >= step.ramp) {
    actions.push_back({tag, step.value});
    return true;
  }
  if (now - last_action_ >= kRampInterval) {
    const double share = seconds(now - since_) / seconds(step.ramp);
    if (now > since_) {
      actions.push_back({tag, ramp_from_ + share * (step.value - ramp_from_)});
    }
    last_action_ = now;
  }
  return false;
}

} // namespace jixia
