#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/expression.h"
#include "base/expression_lexer.h"
#include "base/expression_units.h"

namespace jixia {

/// A part of an expression while its dimension is not fixed yet.
struct ExpressionPart {
  std::uint32_t node = ExpressionNode::kNone;
  bool is_condition = false;
  bool is_unknown = false; ///< a finding was reported; ask no more of it
  bool is_bare = false;    ///< made of numbers without a unit
  UnitSet units = 0;       ///< that it may have
  std::string shown_unit;  ///< of the first name or unit in it
};

/// Thrown at a finding after which the rest makes no sense; ends the parse.
struct ExpressionSyntaxError {};

/// Makes the nodes of one expression and checks their dimensions: sets of possible units go up with
/// the parts, the chosen unit comes down when two parts meet (resolve).
class ExpressionBuilder {
 public:
  using Op = ExpressionNode::Op;
  using Part = ExpressionPart;

  /// All but `mark` must outlive the builder.
  ExpressionBuilder(Expression& made, const SourceMark& mark, const ExpressionNames& names,
                    Diagnostics& problems)
      : made_(made), mark_(mark), names_(names), problems_(problems) {}

  bool is_good() const { return is_good_; }
  const std::string& text() const { return made_.text_; }
  const ExpressionNames& names() const { return names_; }
  ExpressionNode& node(const Part& part) { return made_.nodes_[part.node]; }

  /// Reports a finding at a place in the text.
  void report(std::size_t offset, const Text& problem, const Text& help = {});

  /// Reports a finding and ends the parse.
  [[noreturn]] void stop(std::size_t offset, const Text& problem, const Text& help = {});

  // Leaves
  Part make_number(const ExpressionToken& token);
  Part make_truth(const ExpressionToken& token);
  Part make_name(const ExpressionToken& token);

  /// The states of a part that is a name; empty for any other part.
  std::vector<Text> states_of(const Part& part);
  Part make_state(const ExpressionToken& token, const Part& name, std::size_t state);
  Part refuse_state(const ExpressionToken& token, const Part& name);

  // Operations; `begin` and `end` are places in the text
  Part join(Op op, Part left, Part right);
  Part negate(std::size_t begin, Part operand);
  Part compare(Op op, const Part& left, const Part& right);
  Part chain(const Part& first, const Part& second);
  Part combine(Op op, const Part& left, const Part& right);
  Part scale(Op op, std::size_t begin, std::size_t end, const Part& operand);
  Part make_extreme(std::size_t begin, std::size_t end, Op op, const std::vector<Part>& operands);
  Part make_call(std::size_t begin, std::size_t end, Op op, const std::vector<Part>& operands,
                 SimTime span);

  /// The length of time that a part says; a finding if it says none.
  SimTime read_span(const Part& part);

  /// A switch stands for "it is on"; a finding if it is no condition.
  void want_condition(Part& part);
  void want_quantity(const Part& part);

  /// The whole expression is this part.
  void finish(Part whole, Expression::Kind kind);

 private:
  struct Written {
    double number;
    std::string unit;
  };

  SourceMark mark_at(std::size_t offset) const;
  Part unknown_part(std::size_t begin, std::size_t end);
  Part add(Op op, std::size_t begin, std::size_t end, const std::vector<Part>& operands);
  Part add_condition(Op op, std::size_t begin, std::size_t end, const std::vector<Part>& operands);
  void keep_units(const Part& part);
  void set_units(Part& part, UnitSet units);
  void set_result(Op op, Part& part, const std::vector<Part>& operands);
  std::uint32_t find_use(const std::string& written, const ExpressionName& name);

  void resolve(std::uint32_t index, UnitSet units);
  void resolve_number(std::uint32_t index);
  template <typename Map>
  void resolve_one(std::uint32_t operand, UnitSet wanted, const Map& map);
  void resolve_pair(const ExpressionNode& at, UnitSet wanted);

  bool is_bare_number_fit(const Part& left, const Part& right) const;
  void refuse_mix(const Part& left, const Part& right, const Text& verb);
  std::string describe(const Part& part) const;
  static void correct_shown_unit(Part& part);

  Expression& made_;
  SourceMark mark_;
  const ExpressionNames& names_;
  Diagnostics& problems_;
  bool is_good_ = true;
  std::vector<UnitSet> units_; ///< possible dimensions of each node
  std::map<std::uint32_t, Written> numbers_;
};

} // namespace jixia
