#include "assessment/condition_text.h"

#include <gtest/gtest.h>

#include <limits>

#include "support/pump_names.h"

namespace jixia {
namespace {

constexpr double kAtm = 101'325.0; // [Pa]

const PumpNames& names() {
  static const PumpNames all;
  return all;
}

/// One condition with the values it sees.
class Shown {
 public:
  explicit Shown(const std::string& text) {
    Diagnostics problems;
    expression_ = Expression::parse(text, {}, names(), Expression::Kind::Condition, problems);
    EXPECT_TRUE(expression_) << problems.text(Language::English);
    state_.emplace(*expression_);
    values_.assign(names().size(), 0.0);
  }
  Shown& set(const std::string& name, double value) {
    values_[names().index(name)] = value;
    return *this;
  }
  Shown& at(double time) {
    state_->evaluate(sim_time(time), values_);
    return *this;
  }
  std::vector<ConditionLine> lines() const { return condition_lines(*expression_, *state_); }

  /// "text | limit | value" of every line, "x " before those that are true.
  std::string table(Language language = Language::English) const {
    std::string all;
    for (const ConditionLine& line : lines()) {
      all += (line.is_true ? "x " : "  ") + line.text.in(language) + " | " +
             line.limit.in(language) + " | " + line.value.in(language) + "\n";
    }
    return all;
  }
  Text cause(bool is_true) const {
    return cause_text(*expression_, find_cause(*expression_, *state_, is_true));
  }

 private:
  std::optional<Expression> expression_;
  std::optional<ExpressionState> state_;
  std::vector<double> values_;
};

// As look/main-window-chemical.png has it.
TEST(ConditionLines, ReadLikeTheProcedurePanel) {
  Shown shown("for(P101A.RUN, 10 s) and PI102 >= 10.0 atm(g) and HV114 >= 95 %");
  shown.set("P101A.RUN", 1).set("PI102", 12.8 * kAtm).set("HV114", 0.46).at(0).at(34);
  EXPECT_EQ(shown.table(Language::Chinese),
            "x P101A.RUN 运行 | ≥ 10 s | 34\n"
            "x PI102 压力 | ≥ 10.00 atm(g) | 11.80\n"
            "  HV114 开度 | ≥ 95 % | 46\n");
  EXPECT_EQ(shown.table(),
            "x P101A.RUN running | ≥ 10 s | 34\n"
            "x PI102 pressure | ≥ 10.00 atm(g) | 11.80\n"
            "  HV114 opening | ≥ 95 % | 46\n");
  EXPECT_DOUBLE_EQ(shown.lines()[0].progress, 1.0);
  EXPECT_NEAR(shown.lines()[2].progress, 46.0 / 95.0, 1e-12);
  EXPECT_EQ(shown.lines()[2].tag, "HV114");
}

TEST(ConditionLines, ShowBandsStatesAndTimes) {
  Shown shown(
      "for(abs(PIC101 - 5.0 atm(g)) <= 0.1 atm and 45 % <= LIC101 <= 55 %, 60 s) and "
      "PIC101.MODE == AUTO");
  shown.set("PIC101", 6.05 * kAtm).set("LIC101", 0.5).at(0).at(15);
  EXPECT_EQ(shown.table(),
            "x PIC101 V101 pressure | 5.00 ± 0.10 atm(g) | 5.05\n"
            "x LIC101 V101 level | ≥ 45.0 %, ≤ 55.0 % | 50.0\n"
            "  all this held | ≥ 60 s | 15\n"
            "  PIC101.MODE mode | = AUTO | MAN\n");
  EXPECT_DOUBLE_EQ(shown.lines()[2].progress, 0.25);
}

TEST(ConditionLines, ShowALimitAsExactlyAsItIsWritten) {
  Shown shown("PIC101 >= 4.125 atm(g) and HV114 < 0.5 %");
  EXPECT_EQ(shown.at(0).table(),
            "  PIC101 V101 pressure | ≥ 4.125 atm(g) | −1.00\n"
            "x HV114 opening | < 0.5 % | 0\n");
}

TEST(ConditionLines, ShowWhatIsDerived) {
  Shown shown("highest(FIC101) <= 23 t/h and change(PIC101, 60 s) <= 3 atm and elapsed() <= 90 s "
              "and count(HV112 > 5 %) == 2 and not P101A.RUN");
  shown.set("FIC101", 5.0).set("PIC101", kAtm).at(0);
  shown.set("FIC101", 1.0).set("PIC101", 2.5 * kAtm).at(30);
  EXPECT_EQ(shown.table(),
            "x highest FIC101 | ≤ 23000 kg/h | 18000\n"
            "x change of PIC101 in 60 s | ≤ 3.00 atm | 1.50\n"
            "x time taken | ≤ 90 s | 30\n"
            "  count of HV112 > 5 % | = 2 | 0\n"
            "x not (P101A.RUN running) |  | \n");
}

TEST(ConditionLines, ShowDashesForTheUnknown) {
  Shown shown("LIC101 >= 45 %");
  EXPECT_EQ(shown.set("LIC101", std::numeric_limits<double>::quiet_NaN()).at(0).table(),
            "  LIC101 V101 level | ≥ 45.0 % | ----\n");
}

TEST(Cause, IsThePartThatDecides) {
  Shown both("LIC101 >= 12 % and PIC101 <= 5.5 atm(g)");
  both.set("LIC101", 0.5).set("PIC101", 6.62 * kAtm).at(0);
  EXPECT_EQ(both.cause(false).zh, "PIC101 5.62 atm(g) > 5.50 atm(g)");
  both.set("LIC101", 0.1).at(1);
  EXPECT_EQ(both.cause(false).en, "LIC101 10.0 % < 12.0 %");
  Shown veto("becomes(P101A.RUN) and (P101A.ALPHA > 5 % or HV111 < 90 %)");
  veto.at(0).set("P101A.RUN", 1).set("HV111", 0.3).at(1);
  EXPECT_EQ(veto.cause(true).en, "P101A.RUN is running");
  Shown any("HV111 < 90 % or P101A.ALPHA > 5 %");
  any.set("HV111", 1.0).set("P101A.ALPHA", 0.31).at(0);
  EXPECT_EQ(any.cause(true).en, "P101A.ALPHA 31.0 % > 5.0 %");
  Shown nothing("not (12 % <= LIC101)");
  EXPECT_EQ(nothing.set("LIC101", 0.2).at(0).cause(false).en, "LIC101 20.0 % ≥ 12.0 %");
}

TEST(Cause, TellsATimeThatWasTooShortAndAStateThatIsNot) {
  Shown lasting("for(LIC101 >= 48 %, 10 s)");
  lasting.set("LIC101", 0.5).at(0).at(4);
  EXPECT_EQ(lasting.cause(false).en, "LIC101 ≥ 48.0 % held for 4 s only, 10 s wanted");
  EXPECT_EQ(lasting.cause(false).zh, "LIC101 ≥ 48.0 % 只保持 4 s，要 10 s");
  Shown state("FIC101.MODE == AUTO");
  EXPECT_EQ(state.at(0).cause(false).zh, "FIC101.MODE 为 手动，要 = 自动");
  Shown band("abs(FIC101 - 20000 kg/h) <= 400 kg/h");
  EXPECT_EQ(band.set("FIC101", 6.0).at(0).cause(false).en,
            "FIC101 21600 kg/h outside 20000 ± 400 kg/h");
}

} // namespace
} // namespace jixia
