#include "exporting/report_band.h"

#include <algorithm>

#include "base/expression.h"
#include "world/tag_names.h"

namespace jixia {
namespace {

using Op = ExpressionNode::Op;

/// Finds the limits of one tag in one expression.
class BandFinder {
 public:
  BandFinder(const Expression& expression, const Tag& tag, const World& world)
      : expression_(expression), tag_(tag), world_(world) {}

  Band find() {
    visit(expression_.root());
    return band_;
  }

 private:
  const ExpressionNode& node(std::uint32_t index) const { return expression_.nodes()[index]; }

  void visit(std::uint32_t index) {
    const ExpressionNode& at = node(index);
    switch (at.op) {
      case Op::And:
        visit(at.operands[0]);
        visit(at.operands[1]);
        break;
      case Op::For:
      case Op::Within:
        visit(at.operands[0]);
        break;
      case Op::Less:
      case Op::LessEqual:
        compare(at.operands[0], at.operands[1]);
        break;
      case Op::Greater:
      case Op::GreaterEqual:
        compare(at.operands[1], at.operands[0]);
        break;
      default:
        break;
    }
  }

  /// smaller <= larger
  void compare(std::uint32_t smaller, std::uint32_t larger) {
    const std::optional<double> low = constant(smaller), high = constant(larger);
    if (low && is_tag(larger)) {
      band_.low = band_.low ? std::max(*band_.low, *low) : *low;
    } else if (high && is_tag(smaller)) {
      band_.high = band_.high ? std::min(*band_.high, *high) : *high;
    } else if (high && node(smaller).op == Op::Abs) {
      around(node(smaller).operands[0], *high);
    }
  }

  /// abs(difference) <= tolerance
  void around(std::uint32_t difference, double tolerance) {
    const ExpressionNode& at = node(difference);
    if (at.op != Op::Subtract) {
      return;
    }
    const std::optional<double> first = constant(at.operands[0]), second = constant(at.operands[1]);
    const std::optional<double> centre = second && is_tag(at.operands[0])  ? second
                                         : first && is_tag(at.operands[1]) ? first
                                                                           : std::nullopt;
    if (centre) {
      band_ = {*centre - tolerance, *centre + tolerance};
    }
  }

  std::optional<double> constant(std::uint32_t index) const {
    const ExpressionNode& at = node(index);
    if (at.op == Op::Number && at.state_of == ExpressionNode::kNone) {
      return at.number;
    }
    const bool is_negated = at.op == Op::Negate && node(at.operands[0]).op == Op::Number;
    return is_negated ? std::optional(-node(at.operands[0]).number) : std::nullopt;
  }

  bool is_tag(std::uint32_t index) const {
    const ExpressionNode& at = node(index);
    return at.op == Op::Name && world_.find_tag(expression_.names()[at.name].written) == &tag_;
  }

  const Expression& expression_;
  const Tag& tag_;
  const World& world_;
  Band band_;
};

} // namespace

Band find_band(const Condition& condition, const std::string& tag, const World& world) {
  const Tag* found = world.find_tag(tag);
  if (found == nullptr || condition.empty()) {
    return {};
  }
  Diagnostics problems;
  const auto expression = Expression::parse(condition.text, condition.mark, TagNames(world),
                                            Expression::Kind::Condition, problems);
  return expression ? BandFinder(*expression, *found, world).find() : Band{};
}

Band find_band(const Criterion& criterion, const std::string& tag, const World& world) {
  for (const Condition* condition : {&criterion.good, &criterion.quality, &criterion.done}) {
    const Band band = find_band(*condition, tag, world);
    if (!band.empty()) {
      return band;
    }
  }
  return {};
}

} // namespace jixia
