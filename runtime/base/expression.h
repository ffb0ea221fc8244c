#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sim_time.h"
#include "base/units.h"

namespace jixia {

/// What a name in an expression stands for.
struct ExpressionName {
  std::size_t index = 0;    ///< where its value stands among the values of an evaluation
  Unit unit = Unit::One;
  std::vector<Text> states; ///< names of the values 0, 1, 2 ... of a discrete signal
  bool is_switch = false;   ///< may stand alone as a condition: true when above 0.5
  std::string shown_unit;   ///< a spelling of `unit`; "" for the SI symbol
  int decimals = 2;
  Text title;               ///< what it is, e.g. V101 液位 / V101 level
};

/// Gives names their meaning, so that expressions know no world.
class ExpressionNames {
 public:
  virtual ~ExpressionNames() = default;
  virtual std::optional<ExpressionName> find(const std::string& name) const = 0;
  /// Every name, for "did you mean".
  virtual std::vector<std::string> all() const = 0;
};

/// One operation; its operands stand before it in Expression::nodes().
struct ExpressionNode {
  enum class Op : std::uint8_t {
    Number, Name,
    Not, And, Or,
    Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual,
    Add, Subtract, Multiply, Divide, Negate, Abs, Min, Max,
    For, Within, Before, Ever, Never, Since, Becomes, Count,
    Highest, Lowest, Change, Delay, Total, Elapsed,
  };
  static constexpr std::uint32_t kNone = 0xffffffff;

  Op op = Op::Number;
  bool is_condition = false;        ///< true, false or unknown; else a quantity of `unit`
  Unit unit = Unit::One;
  double number = 0.0;              ///< Number [SI]; the index of a state
  std::uint32_t state_of = kNone;   ///< Number that is a state: Expression::names() it belongs to
  std::uint32_t name = kNone;       ///< Name: index into Expression::names()
  std::uint32_t operands[3] = {kNone, kNone, kNone};
  SimTime span{0};                  ///< For, Within, Change, Delay
  std::uint32_t memory = kNone;     ///< temporal operations: their place in an ExpressionState
  std::uint32_t begin = 0, end = 0; ///< in the text
};

/// A condition or quantity over names, as authors of packs write it; parsed and typed, immutable.
///
///     for(abs(PIC101 - 5.0 atm(g)) <= 0.1 atm, 60 s) and FIC101.MODE == AUTO and not HV103 > 1 %
///
/// Loosest first: `or ||`, `and && &`, `not !`, one or two comparisons (`< <= > >= == !=`, also
/// `≤ ≥ ≠`; `12 % <= LIC101 <= 18 %`), `+ -`, `* /`, unary `-`, then numbers with a unit after at
/// most one space ("4.0 atm(g)"), names ("LIC101", "FIC101.SP", anything in 'quotes'), states of a
/// compared name in either language ("== AUTO", "== 自动", "== 'not done'"), parentheses,
/// `true false`, and
///
///     abs(x)  min(x, ...)  max(x, ...)
///     for(c, T)        c has been true without a break for at least T
///     within(c, T)     c became true at most T after the beginning; stays so
///     within(c, T, d)  c became true at most T after d did; stays so
///     before(c, d)     c became true, and d had not then; stays so
///     ever(c)  never(c)                      since the beginning
///     becomes(c)       true in the one step in which c becomes true (not at the beginning)
///     since(c)         [s] since c last became true; unknown before it ever did
///     count(c)         how often c became true; being true at the beginning counts
///     count(c, d)      how often c became true after d had been true (a cycle)
///     highest(x)  lowest(x)                  since the beginning
///     change(x, T)     x less what it was T ago (or at the beginning if that is later)
///     delay(x, T)      what x was T ago (or at the beginning)
///     total(x)         integral of x over time; of a condition: [s] that it was true
///     elapsed()        [s] since the beginning
///
/// "The beginning" is the first evaluation after ExpressionState::reset(): when a criterion becomes
/// active. `change` and `delay` keep at most 1024 samples and are linear between them.
///
/// Dimensions are checked. A pressure less a pressure is a pressure difference; a pressure compared
/// with a bare number is an error that shows the right spelling. Absolute pressures and temperatures
/// can be neither scaled nor added. Known products: mass, volume flow, speed, power, rate times
/// time; voltage times current.
///
/// An unknown value (NaN) makes a comparison unknown; `and`, `or`, `not` follow Kleene; an unknown
/// condition counts as not true. Division by zero gives infinity or unknown.
class Expression {
 public:
  enum class Kind { Condition, Quantity };

  static constexpr std::size_t kLongestText = 4000; ///< [bytes]
  static constexpr std::size_t kMostNodes = 500;
  static constexpr int kDeepest = 50; ///< nesting of parentheses, functions, `not` and `-`
  static constexpr SimTime kLongestSpan = std::chrono::hours(24);

  /// @param mark where `text` begins; findings are placed at the offending character
  /// @returns nullopt if anything is wrong; `problems` then says what and where.
  static std::optional<Expression> parse(const std::string& text, const SourceMark& mark,
                                         const ExpressionNames& names, Kind kind,
                                         Diagnostics& problems);

  const std::vector<ExpressionNode>& nodes() const { return nodes_; }
  std::uint32_t root() const { return static_cast<std::uint32_t>(nodes_.size() - 1); }

  struct Use {
    std::string written; ///< as in the text
    ExpressionName name;
  };
  /// The names used, each once, in the order of first use.
  const std::vector<Use>& names() const { return names_; }

  /// The part of the text that wrote `node`.
  std::string text_of(std::uint32_t node) const;

  std::uint32_t memory_count() const { return memory_count_; }

 private:
  friend class ExpressionBuilder;
  Expression() = default;
  std::string text_;
  std::vector<ExpressionNode> nodes_;
  std::vector<Use> names_;
  std::uint32_t memory_count_ = 0;
};

/// What the temporal operations of one expression remember. All memory is taken in the constructor.
class ExpressionState {
 public:
  /// @param expression must outlive the state and stay where it is.
  explicit ExpressionState(const Expression& expression);

  /// Forgets everything: the next evaluation is the beginning.
  void reset();

  /// Evaluates at `now`, not earlier than at the last call.
  /// @param values  indexed by ExpressionName::index; an index past the end is unknown
  /// @returns the quantity [SI], or 1, 0, NaN for true, false, unknown.
  double evaluate(SimTime now, std::span<const double> values);

  bool is_true() const { return !values_.empty() && values_.back() == 1.0; }

  /// The value of one node at the last evaluation; NaN before the first.
  double value(std::uint32_t node) const { return values_[node]; }

  /// For, Within: how long its condition has lasted, or the time since the beginning; 0 if not.
  SimTime elapsed(std::uint32_t node) const;

 private:
  struct Memory {
    SimTime start{-1}, other{-1}; ///< instants; negative: not yet
    double value = 0.0;
    bool was_true = false, is_armed = false, is_seen = false;
    std::size_t ring = 0, first = 0, size = 0; ///< of samples_
  };
  struct Sample {
    SimTime time{0};
    double value = 0.0;
  };
  struct Instruction { ///< what an evaluation needs of a node, close together
    ExpressionNode::Op op;
    bool is_temporal;
    std::uint32_t a, b;  ///< operands; 0 if there is none
    std::uint32_t input; ///< of a Name: where its value stands
    double number;
  };
  double calc(const Instruction& instruction, std::span<const double> values) const;
  double recall(const ExpressionNode& node);
  double recall_time(const ExpressionNode& node, Memory& memory, double first, double second);
  double recall_past(const ExpressionNode& node, Memory& memory, double present);

  const Expression* expression_;
  std::vector<Instruction> instructions_;
  std::vector<double> values_;
  std::vector<Memory> memories_;
  std::vector<Sample> samples_;
  SimTime beginning_{-1}, now_{-1};
  double dt_ = 0.0; ///< [s] since the last evaluation
};

} // namespace jixia
