#include "base/expression.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace jixia {
namespace {

using Op = ExpressionNode::Op;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostSamples = 1024; // of a change() or delay()
constexpr double kEqualShare = 1e-9;       // two values are equal when they differ by less, relatively
constexpr SimTime kNever{-1};

double truth(bool is_true) { return is_true ? 1.0 : 0.0; }

double calc_not(double a) { return std::isnan(a) ? a : 1.0 - a; }

double calc_and(double a, double b) {
  if (a == 0.0 || b == 0.0) {
    return 0.0;
  }
  return std::isnan(a) || std::isnan(b) ? kUnknown : 1.0;
}

double calc_or(double a, double b) {
  if (a == 1.0 || b == 1.0) {
    return 1.0;
  }
  return std::isnan(a) || std::isnan(b) ? kUnknown : 0.0;
}

bool is_equal(double a, double b) {
  return a == b || std::abs(a - b) <= kEqualShare * std::max(std::abs(a), std::abs(b));
}

double calc_comparison(Op op, double a, double b) {
  if (std::isnan(a) || std::isnan(b)) {
    return kUnknown;
  }
  switch (op) {
    case Op::Less: return truth(a < b);
    case Op::LessEqual: return truth(a <= b);
    case Op::Greater: return truth(a > b);
    case Op::GreaterEqual: return truth(a >= b);
    case Op::Equal: return truth(is_equal(a, b));
    default: return truth(!is_equal(a, b));
  }
}

double calc_arithmetic(Op op, double a, double b) {
  switch (op) {
    case Op::Add: return a + b;
    case Op::Subtract: return a - b;
    case Op::Multiply: return a * b;
    case Op::Divide: return a / b;
    case Op::Negate: return -a;
    case Op::Abs: return std::abs(a);
    case Op::Min: return std::isnan(a) || std::isnan(b) ? kUnknown : std::min(a, b);
    default: return std::isnan(a) || std::isnan(b) ? kUnknown : std::max(a, b);
  }
}

bool has_samples(Op op) { return op == Op::Change || op == Op::Delay; }

} // namespace

std::string Expression::text_of(std::uint32_t node) const {
  const ExpressionNode& at = nodes_[node];
  return text_.substr(at.begin, at.end - at.begin);
}

ExpressionState::ExpressionState(const Expression& expression)
    : expression_(&expression), memories_(expression.memory_count()) {
  values_.resize(expression.nodes().size());
  std::size_t rings = 0;
  const auto operand = [](std::uint32_t node) { return node == ExpressionNode::kNone ? 0 : node; };
  for (const ExpressionNode& node : expression.nodes()) {
    const bool is_name = node.op == Op::Name;
    const std::size_t input = is_name ? expression.names()[node.name].name.index : 0;
    instructions_.push_back({node.op, node.memory != ExpressionNode::kNone,
                             operand(node.operands[0]), operand(node.operands[1]),
                             static_cast<std::uint32_t>(input), node.number});
    if (has_samples(node.op)) {
      memories_[node.memory].ring = kMostSamples * rings++;
    }
  }
  samples_.resize(kMostSamples * rings);
  reset();
}

void ExpressionState::reset() {
  std::fill(values_.begin(), values_.end(), kUnknown);
  for (Memory& memory : memories_) {
    const std::size_t ring = memory.ring;
    memory = Memory{};
    memory.ring = ring;
  }
  beginning_ = now_ = kNever;
}

double ExpressionState::evaluate(SimTime now, std::span<const double> values) {
  beginning_ = beginning_ < SimTime{0} ? now : beginning_;
  dt_ = now_ < SimTime{0} ? 0.0 : seconds(now - now_);
  now_ = now;
  for (std::size_t k = 0; k < instructions_.size(); ++k) {
    const Instruction& instruction = instructions_[k];
    values_[k] = instruction.is_temporal ? recall(expression_->nodes()[k])
                                         : calc(instruction, values);
  }
  return values_.back();
}

double ExpressionState::calc(const Instruction& instruction,
                             std::span<const double> values) const {
  const double a = values_[instruction.a], b = values_[instruction.b];
  switch (instruction.op) {
    case Op::Number: return instruction.number;
    case Op::Name: return instruction.input < values.size() ? values[instruction.input] : kUnknown;
    case Op::Not: return calc_not(a);
    case Op::And: return calc_and(a, b);
    case Op::Or: return calc_or(a, b);
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Equal:
    case Op::NotEqual: return calc_comparison(instruction.op, a, b);
    case Op::Elapsed: return seconds(now_ - beginning_);
    default: return calc_arithmetic(instruction.op, a, b);
  }
}

double ExpressionState::recall(const ExpressionNode& node) {
  Memory& memory = memories_[node.memory];
  const double first = values_[node.operands[0]];
  switch (node.op) {
    case Op::Highest:
    case Op::Lowest: {
      const bool is_new = node.op == Op::Highest ? first > memory.value : first < memory.value;
      if (!std::isnan(first) && (!memory.is_seen || is_new)) {
        memory.value = first;
        memory.is_seen = true;
      }
      return memory.is_seen ? memory.value : kUnknown;
    }
    case Op::Total:
      memory.value += std::isnan(first) ? 0.0 : first * dt_;
      return memory.value;
    case Op::Change: return first - recall_past(node, memory, first);
    case Op::Delay: return recall_past(node, memory, first);
    default: {
      const bool has_second = node.operands[1] != ExpressionNode::kNone;
      return recall_time(node, memory, first, has_second ? values_[node.operands[1]] : kUnknown);
    }
  }
}

double ExpressionState::recall_time(const ExpressionNode& node, Memory& memory, double first,
                                    double second) {
  const bool is_true = first == 1.0;
  const bool rises = is_true && !memory.was_true;
  const bool was_seen = memory.is_seen;
  const bool was_false = was_seen && !memory.was_true && !std::isnan(memory.value);
  memory.was_true = is_true;
  memory.is_seen = true;
  switch (node.op) {
    case Op::For:
      memory.start = rises ? now_ : is_true ? memory.start : kNever;
      return is_true ? truth(now_ - memory.start >= node.span) : first;
    case Op::Within: {
      const bool has_origin = node.operands[1] != ExpressionNode::kNone;
      if (has_origin && second == 1.0 && memory.value != 1.0) {
        memory.start = now_;
      }
      memory.value = has_origin ? second : 0.0;
      const SimTime origin = has_origin ? memory.start : beginning_;
      memory.is_armed = memory.is_armed ||
                        (is_true && origin >= SimTime{0} && now_ - origin <= node.span);
      return truth(memory.is_armed);
    }
    case Op::Before:
      memory.is_armed = memory.is_armed ||
                        (rises && memory.start < SimTime{0} && memory.other < SimTime{0} &&
                         second != 1.0);
      memory.start = rises && memory.start < SimTime{0} ? now_ : memory.start;
      memory.other = second == 1.0 && memory.other < SimTime{0} ? now_ : memory.other;
      return truth(memory.is_armed);
    case Op::Ever:
    case Op::Never:
      memory.is_armed = memory.is_armed || is_true;
      return truth(memory.is_armed == (node.op == Op::Ever));
    case Op::Since:
      memory.start = rises ? now_ : memory.start;
      return memory.start < SimTime{0} ? kUnknown : seconds(now_ - memory.start);
    case Op::Becomes:
      memory.value = first;
      return truth(rises && was_false);
    default: { // Count
      const bool is_cycle = node.operands[1] != ExpressionNode::kNone;
      const bool counts = is_cycle ? is_true && memory.is_armed : rises;
      memory.value += counts ? 1.0 : 0.0;
      memory.is_armed = second == 1.0 || (memory.is_armed && !counts);
      return memory.value;
    }
  }
}

// Keeps samples at least span/1024 apart, so that the ring always reaches back over the span.
double ExpressionState::recall_past(const ExpressionNode& node, Memory& memory, double present) {
  const auto at = [&](std::size_t k) -> Sample& {
    return samples_[memory.ring + (memory.first + k) % kMostSamples];
  };
  const SimTime target = now_ - node.span;
  while (memory.size >= 2 && at(1).time <= target) {
    memory.first = (memory.first + 1) % kMostSamples;
    --memory.size;
  }
  const SimTime spacing = node.span / static_cast<SimTime::rep>(kMostSamples - 2);
  if (memory.size == 0 || now_ - at(memory.size - 1).time >= spacing) {
    memory.size = std::min(memory.size + 1, kMostSamples);
    at(memory.size - 1) = {now_, present};
  }
  const Sample& old = at(0);
  const Sample next = memory.size >= 2 ? at(1) : Sample{now_, present};
  if (node.is_condition || target <= old.time || next.time <= old.time) {
    return old.value;
  }
  const double share = seconds(target - old.time) / seconds(next.time - old.time);
  return old.value + share * (next.value - old.value);
}

SimTime ExpressionState::elapsed(std::uint32_t node) const {
  const ExpressionNode& at = expression_->nodes()[node];
  if (now_ < SimTime{0} || at.memory == ExpressionNode::kNone) {
    return SimTime{0};
  }
  const Memory& memory = memories_[at.memory];
  const bool is_from_beginning =
      at.op == Op::Within && at.operands[1] == ExpressionNode::kNone;
  const SimTime start = is_from_beginning ? beginning_ : memory.start;
  return start < SimTime{0} ? SimTime{0} : now_ - start;
}

} // namespace jixia
