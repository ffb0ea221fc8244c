#include "base/expression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/random_stream.h"
#include "support/pump_names.h"

namespace jixia {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kAtm = 101'325.0; // [Pa]

const PumpNames& names() {
  static const PumpNames all;
  return all;
}

/// One expression that is fed values step by step, 100 ms apart.
class Probe {
 public:
  explicit Probe(const std::string& text, Expression::Kind kind = Expression::Kind::Condition) {
    Diagnostics problems;
    expression_ = Expression::parse(text, {"pack.yaml", 7, 12}, names(), kind, problems);
    EXPECT_TRUE(expression_) << text << "\n" << problems.text(Language::English);
    state_.emplace(expression_.value());
    values_.assign(names().size(), 0.0);
  }
  Probe& set(const std::string& name, double value) {
    values_[names().index(name)] = value;
    return *this;
  }
  double now() { return state_->evaluate(time_, values_); }
  double after(double wait) {
    time_ += sim_time(wait);
    return now();
  }
  /// Steps of 0.1 s; the last value.
  double steps(int count) {
    double value = kUnknown;
    for (int k = 0; k < count; ++k) {
      value = after(0.1);
    }
    return value;
  }
  void reset() { state_->reset(); }
  const Expression& expression() const { return *expression_; }
  const ExpressionState& state() const { return *state_; }

 private:
  std::optional<Expression> expression_;
  std::optional<ExpressionState> state_;
  std::vector<double> values_;
  SimTime time_{0};
};

double quantity(const std::string& text) { return Probe(text, Expression::Kind::Quantity).now(); }

std::string problems_of(const std::string& text,
                        Expression::Kind kind = Expression::Kind::Condition) {
  Diagnostics problems;
  EXPECT_FALSE(Expression::parse(text, {"pack.yaml", 7, 12}, names(), kind, problems)) << text;
  EXPECT_TRUE(problems.has_errors()) << text;
  return problems.text(Language::English);
}

TEST(Expression, ReadsNumbersInTheirUnits) {
  EXPECT_DOUBLE_EQ(quantity("4.0 atm(g)"), 5.0 * kAtm);
  EXPECT_DOUBLE_EQ(quantity("4.0atm(g)"), 5.0 * kAtm);
  EXPECT_DOUBLE_EQ(quantity("20000 kg/h"), 20000.0 / 3600.0);
  EXPECT_DOUBLE_EQ(quantity("45 %"), 0.45);
  EXPECT_DOUBLE_EQ(quantity("2 min"), 120.0);
  EXPECT_DOUBLE_EQ(quantity("25 degC"), 298.15);
  EXPECT_DOUBLE_EQ(quantity(".5"), 0.5);
  EXPECT_DOUBLE_EQ(quantity("-0.5 atm(g)"), 0.5 * kAtm);
  EXPECT_DOUBLE_EQ(quantity("-5 degC"), 268.15);
}

TEST(Expression, CalculatesByPrecedence) {
  EXPECT_DOUBLE_EQ(quantity("2 + 3 * 4"), 14.0);
  EXPECT_DOUBLE_EQ(quantity("(2 + 3) * 4"), 20.0);
  EXPECT_DOUBLE_EQ(quantity("2 - 3 - 4"), -5.0);
  EXPECT_DOUBLE_EQ(quantity("-2 * -(3)"), 6.0);
  EXPECT_DOUBLE_EQ(quantity("max(1, 5, 3) - min(4, 2)"), 3.0);
  EXPECT_DOUBLE_EQ(quantity("abs(2 - 5)"), 3.0);
  EXPECT_EQ(Probe("true or true and false").now(), 1.0); // `and` binds tighter
  EXPECT_EQ(Probe("not false and false").now(), 0.0);
  EXPECT_EQ(Probe("!false && (false || true) & true").now(), 1.0);
}

TEST(Expression, ComparesTagsWithLimits) {
  Probe probe("abs(PIC101 - 5.0 atm(g)) <= 0.1 atm and 12 % <= LIC101 <= 18 %");
  EXPECT_EQ(probe.set("PIC101", 6.09 * kAtm).set("LIC101", 0.15).now(), 1.0);
  EXPECT_EQ(probe.set("LIC101", 0.19).now(), 0.0);
  EXPECT_EQ(probe.set("LIC101", 0.12).now(), 1.0);
  EXPECT_EQ(probe.set("PIC101", 5.85 * kAtm).now(), 0.0);
}

TEST(Expression, ReadsSignsOfAChineseKeyboard) {
  Probe probe("（FIC101 ≥ 9 t/h）and max（LIC101，50 %）≤ 60 %");
  EXPECT_EQ(probe.set("FIC101", 2.6).now(), 1.0);
}

TEST(Expression, NamesStatesInBothLanguages) {
  for (const char* text : {"FIC101.MODE == AUTO", "FIC101.MODE == 自动", "FIC101.MODE == 'AUTO'"}) {
    Probe probe(text);
    EXPECT_EQ(probe.set("FIC101.MODE", 1.0).now(), 1.0) << text;
    EXPECT_EQ(probe.set("FIC101.MODE", 0.0).now(), 0.0) << text;
  }
  EXPECT_EQ(Probe("S1.DONE != \"not done\"").set("S1.DONE", 0.0).now(), 0.0);
  EXPECT_EQ(Probe("REPORT == 3").set("REPORT", 3.0).now(), 1.0);
}

TEST(Expression, TakesASwitchForACondition) {
  Probe probe("P101A.RUN and not ('ZI-FV101' > 5 %)");
  EXPECT_EQ(probe.now(), 0.0);
  EXPECT_EQ(probe.set("P101A.RUN", 1.0).now(), 1.0);
}

TEST(Expression, AllowsOnlyWhatDimensionsAllow) {
  EXPECT_DOUBLE_EQ(quantity("6 atm(g) - 5 atm(g)"), kAtm);
  EXPECT_DOUBLE_EQ(quantity("6 atm(g) + 1 atm"), 8.0 * kAtm);
  EXPECT_DOUBLE_EQ(quantity("2 * 1 atm + 0 atm(g)"), 3.0 * kAtm); // a reading written down
  EXPECT_DOUBLE_EQ(quantity("3600 kg/h * 2 s"), 2.0);
  EXPECT_DOUBLE_EQ(quantity("7 kg / 2 s"), 3.5);
  EXPECT_DOUBLE_EQ(quantity("2 min / 60 s"), 2.0);
  for (const char* text :
       {"6 atm(g) + 5 atm(g)", "2 * 6 atm(g)", "abs(PIC101)", "-TI101", "FIC101 + LIC101",
        "FIC101 * FIC101", "total(PIC101)", "min(LIC101, FIC101)"}) {
    problems_of(text, Expression::Kind::Quantity);
  }
  for (const char* text : {"FIC101 > 5 %", "PIC101 - PI105 > 5 atm(g)", "TI101 > 5 m"}) {
    problems_of(text);
  }
}

TEST(Expression, LetsTheOtherSideDecideAnAmbiguousUnit) {
  // "m3/h" is 1/3600 m3/s, or a Kv of 1.
  EXPECT_EQ(Probe("LV101.KV >= 10 m3/h").set("LV101.KV", 10.5).now(), 1.0);
  EXPECT_EQ(Probe("10 m3/h <= LV101.KV").set("LV101.KV", 9.5).now(), 0.0);
  EXPECT_EQ(Probe("LV101.KV - 1 m3/h >= max(2 m3/h, 3 m3/h)").set("LV101.KV", 4.0).now(), 1.0);
}

TEST(Expression, ShowsHowABareNumberIsWritten) {
  EXPECT_EQ(problems_of("PIC101 > 7.5"),
            "pack.yaml:7:21: error: PIC101 [atm(g)] and 7.5 cannot be compared: not the same "
            "dimension\n  help: write 7.5 atm(g)\n");
  EXPECT_NE(problems_of("LIC101 >= 45").find("write 45 %"), std::string::npos);
  EXPECT_NE(problems_of("abs(LIC101 - 50) <= 3 %").find("write 50 %"), std::string::npos);
  EXPECT_NE(problems_of("abs(PIC101 - PI105) > 0.5").find("write 0.5 atm\n"), std::string::npos);
  EXPECT_EQ(Probe("LIC101 > 0").set("LIC101", 0.01).now(), 1.0);
}

TEST(Expression, PlacesEveryFinding) {
  EXPECT_EQ(problems_of("LIC11 > 45 % and\nFIC101.MODE == AUT0"),
            "pack.yaml:7:12: error: there is no tag LIC11\n  help: did you mean LIC101?\n"
            "pack.yaml:8:16: error: FIC101.MODE has no state 'AUT0'\n"
            "  help: did you mean AUTO? states: MAN (手动), AUTO (自动), CAS (串级)\n");
  EXPECT_NE(problems_of("压力 > 3").find("7:12"), std::string::npos);
  EXPECT_NE(problems_of("'压力' > 3 and LIC11 > 0").find("7:25: "), std::string::npos);
  EXPECT_NE(problems_of("PIC101 > 7 atms").find("'atms' after 7 is not a unit"), std::string::npos);
  EXPECT_NE(problems_of("PIC101 > 7 atms").find("did you mean atm"), std::string::npos);
  EXPECT_NE(problems_of("LIC101 = 5 %").find("written =="), std::string::npos);
  EXPECT_NE(problems_of("fro(LIC101 > 5 %, 10 s)").find("did you mean for?"), std::string::npos);
  EXPECT_NE(problems_of("for(LIC101 > 5 %)").find("for(c, 10 s)"), std::string::npos);
  EXPECT_NE(problems_of("for(LIC101 > 5 %, 10 kg)").find("not a time span"), std::string::npos);
  EXPECT_NE(problems_of("for(LIC101 > 5 %, 0 s)").find("not a time span"), std::string::npos);
  EXPECT_NE(problems_of("LIC101 > 5 % LIC101").find("cannot stand here"), std::string::npos);
  EXPECT_NE(problems_of("LIC101").find("a condition is wanted"), std::string::npos);
  EXPECT_NE(problems_of("(LIC101 > 5 %) > 3").find("is a condition"), std::string::npos);
  EXPECT_NE(problems_of("1 < 2 < 3 < 4").find("at most two"), std::string::npos);
}

TEST(Expression, RefusesWhatIsHostile) {
  for (const std::string& text :
       {std::string(), std::string(" "), std::string("("), std::string("'open"),
        std::string("\x01"), std::string("1e999 > 1"), std::string("\xff\xfe > 1"),
        std::string(5000, '1'), std::string(300, '('), std::string(300, '-') + "1 > 0",
        std::string("a(((((((("), std::string("for(,)"), std::string("min(1) > 1")}) {
    problems_of(text);
  }
  std::string nots, sum = "1";
  for (int k = 0; k < 200; ++k) {
    nots += "not ";
  }
  for (int k = 0; k < 600; ++k) {
    sum += "+1";
  }
  EXPECT_NE(problems_of(nots + "true").find("nested"), std::string::npos);
  EXPECT_NE(problems_of(sum + " > 1").find("more than 500"), std::string::npos);
  Probe("not (((((((((((((((((((((((((((((((((((((((true)))))))))))))))))))))))))))))))))))))))");
}

TEST(Expression, NeverReadsARandomTextWrongly) {
  const std::vector<std::string> words{
      "LIC101", "PIC101",  "FIC101.MODE", "== ", "AUTO", "for(", ")", ",",  " and ", " or ",
      "not ",   "10 s",    "5 %",         "1 atm", "(",  "abs(", "+", "-",  "*",     "/",
      "<= ",    "change(", "total(",      "count(", "'", "7",    ".", "\n", "自动",  "elapsed()"};
  RandomStream random(7, "words");
  int good = 0;
  for (int k = 0; k < 20'000; ++k) {
    std::string text;
    const auto length = 1 + random.next() % 9;
    for (std::uint64_t n = 0; n < length; ++n) {
      text += words[random.next() % words.size()];
    }
    Diagnostics problems;
    const auto made = Expression::parse(text, {}, names(), Expression::Kind::Condition, problems);
    ASSERT_NE(made.has_value(), problems.has_errors()) << text;
    if (made) {
      ++good;
      ExpressionState state(*made);
      const double value = state.evaluate(SimTime{0}, std::vector(names().size(), 0.3));
      ASSERT_TRUE(value == 0.0 || value == 1.0 || std::isnan(value)) << text;
    }
  }
  EXPECT_GT(good, 2); // some do mean something
}

TEST(Expression, TreatsAnUnknownValueAsNotTrue) {
  for (const char* text : {"LIC101 > 5 %", "LIC101 <= 5 %", "not LIC101 > 5 %", "LIC101 != 5 %",
                           "for(LIC101 > 5 %, 1 s)", "LIC101 > 5 % and true",
                           "highest(LIC101) >= 0", "since(LIC101 > 5 %) >= 0 s"}) {
    Probe probe(text);
    probe.set("LIC101", kUnknown);
    probe.now();
    probe.steps(20);
    EXPECT_FALSE(probe.state().is_true()) << text;
  }
  Probe any("LIC101 > 5 % or true"); // Kleene: true whatever the other is
  EXPECT_EQ(any.set("LIC101", kUnknown).now(), 1.0);
  EXPECT_EQ(Probe("LIC101 / REPORT > 300 %").set("LIC101", 1.0).now(), 1.0); // infinity
}

TEST(Expression, ForWantsAnUnbrokenTime) {
  Probe probe("for(LIC101 > 50 %, 1 s)");
  EXPECT_EQ(probe.set("LIC101", 0.6).now(), 0.0);
  EXPECT_EQ(probe.steps(9), 0.0);
  EXPECT_EQ(probe.steps(1), 1.0);
  EXPECT_EQ(probe.state().elapsed(probe.expression().root()), sim_time(1.0));
  EXPECT_EQ(probe.set("LIC101", 0.4).steps(1), 0.0);
  EXPECT_EQ(probe.set("LIC101", 0.6).steps(10), 0.0); // began anew at the first of them
  EXPECT_EQ(probe.steps(1), 1.0);
  probe.reset();
  EXPECT_EQ(probe.now(), 0.0);
}

TEST(Expression, WithinStaysTrueOnceItCameInTime) {
  Probe early("within(LIC101 > 50 %, 1 s)");
  early.now();
  EXPECT_EQ(early.set("LIC101", 0.6).after(1.0), 1.0);
  EXPECT_EQ(early.set("LIC101", 0.0).after(9.0), 1.0); // stays so
}

TEST(Expression, WithinIsLostWhenItComesLate) {
  Probe late("within(LIC101 > 50 %, 1 s)");
  late.now();
  EXPECT_EQ(late.set("LIC101", 0.6).after(1.1), 0.0);
  Probe tied("within(LIC101 > 50 %, 1 s, P101A.RUN)");
  tied.now();
  EXPECT_EQ(tied.set("LIC101", 0.6).after(0.5), 0.0); // the pump has not started
  tied.set("LIC101", 0.0).set("P101A.RUN", 1.0).after(60.0);
  EXPECT_EQ(tied.set("LIC101", 0.6).after(0.9), 1.0);
}

TEST(Expression, BeforeWantsTheOrder) {
  const char* text = "before(LIC101 > 50 %, P101A.RUN)";
  Probe good(text), wrong(text), together(text);
  good.now();
  EXPECT_EQ(good.set("LIC101", 0.6).after(1.0), 1.0);
  EXPECT_EQ(good.set("P101A.RUN", 1.0).after(1.0), 1.0);
  wrong.now();
  EXPECT_EQ(wrong.set("P101A.RUN", 1.0).after(1.0), 0.0);
  EXPECT_EQ(wrong.set("LIC101", 0.6).set("P101A.RUN", 0.0).after(1.0), 0.0);
  EXPECT_EQ(together.set("LIC101", 0.6).set("P101A.RUN", 1.0).now(), 0.0);
}

TEST(Expression, EverAndNeverRemember) {
  Probe ever("ever(LIC101 > 50 %)"), never("never(LIC101 > 50 %)");
  EXPECT_EQ(ever.now(), 0.0);
  EXPECT_EQ(never.now(), 1.0);
  ever.set("LIC101", 0.6).after(1.0);
  never.set("LIC101", 0.6).after(1.0);
  EXPECT_EQ(ever.set("LIC101", 0.0).after(1.0), 1.0);
  EXPECT_EQ(never.set("LIC101", 0.0).after(1.0), 0.0);
}

TEST(Expression, SinceCountsSecondsAndIsUnknownBefore) {
  Probe probe("since(P101A.RUN)", Expression::Kind::Quantity);
  EXPECT_TRUE(std::isnan(probe.now()));
  EXPECT_EQ(probe.set("P101A.RUN", 1.0).after(5.0), 0.0);
  EXPECT_EQ(probe.after(3.0), 3.0);
  EXPECT_EQ(probe.set("P101A.RUN", 0.0).after(1.0), 4.0);
  EXPECT_EQ(probe.set("P101A.RUN", 1.0).after(1.0), 0.0);
}

TEST(Expression, BecomesIsTrueForOneStepOnly) {
  Probe probe("becomes(P101A.RUN)");
  EXPECT_EQ(probe.set("P101A.RUN", 1.0).now(), 0.0); // was so from the beginning
  EXPECT_EQ(probe.set("P101A.RUN", 0.0).steps(1), 0.0);
  EXPECT_EQ(probe.set("P101A.RUN", 1.0).steps(1), 1.0);
  EXPECT_EQ(probe.steps(1), 0.0);
}

TEST(Expression, CountsEdgesAndCycles) {
  Probe edges("count(LIC101 > 50 %)", Expression::Kind::Quantity);
  Probe cycles("count(LIC101 < 10 %, LIC101 > 50 %)", Expression::Kind::Quantity);
  for (Probe* probe : {&edges, &cycles}) {
    probe->now();
    for (const double level : {0.6, 0.49, 0.51, 0.05, 0.2, 0.05, 0.7, 0.05}) {
      probe->set("LIC101", level).steps(1);
    }
  }
  EXPECT_EQ(edges.now(), 3.0);
  EXPECT_EQ(cycles.now(), 2.0); // two ups that came down again
}

TEST(Expression, KeepsExtremes) {
  Probe probe("highest(LIC101) - lowest(LIC101)", Expression::Kind::Quantity);
  for (const double level : {0.5, 0.7, kUnknown, 0.2, 0.4}) {
    probe.set("LIC101", level).steps(1);
  }
  EXPECT_DOUBLE_EQ(probe.now(), 0.5);
}

TEST(Expression, ChangeLooksBackOverItsSpan) {
  Probe probe("change(PIC101, 60 s) <= 3 atm");
  probe.set("PIC101", kAtm).now();
  for (int k = 1; k < 900; ++k) { // 4 atm/min is too fast, as shows once 45 s have passed
    const double value = probe.set("PIC101", kAtm + 4.0 * kAtm * k / 600.0).steps(1);
    if (k != 450) { // the very limit may round either way
      EXPECT_EQ(value, k < 450 ? 1.0 : 0.0) << k;
    }
  }
}

TEST(Expression, ChangeOfARampIsItsSlopeTimesTheSpanWhateverTheStep) {
  for (const double dt : {0.005, 0.1, 7.0}) {
    Probe probe("change(LIC101, 300 s)", Expression::Kind::Quantity);
    probe.set("LIC101", 0.0).now();
    double value = 0.0;
    for (int k = 1; k * dt < 700.0; ++k) {
      value = probe.set("LIC101", 0.001 * k * dt).after(dt);
    }
    EXPECT_NEAR(value, 0.3, 1e-9) << dt;
  }
}

TEST(Expression, DelayGivesThePast) {
  Probe probe("delay(P101A.RUN == running, 1 s)");
  probe.now();
  probe.set("P101A.RUN", 1.0).steps(1);
  EXPECT_EQ(probe.steps(9), 0.0);
  EXPECT_EQ(probe.steps(1), 1.0);
}

TEST(Expression, TotalsFlowsAndTrueTime) {
  Probe mass("total(FIC101)", Expression::Kind::Quantity);
  Probe time("total(P101A.RUN > 0)", Expression::Kind::Quantity);
  mass.set("FIC101", 2.0).now();
  EXPECT_NEAR(mass.steps(100), 20.0, 1e-9);
  time.now();
  time.set("P101A.RUN", 1.0).steps(30);
  EXPECT_NEAR(time.set("P101A.RUN", 0.0).steps(30), 3.0, 1e-9);
  Probe elapsed("elapsed() >= 2 s");
  elapsed.now();
  EXPECT_EQ(elapsed.after(1.9), 0.0);
  EXPECT_EQ(elapsed.after(0.1), 1.0);
}

TEST(Expression, TakesARatioForABareNumber) {
  Probe probe("LIC101 / 'ZI-FV101' > 1.5");
  EXPECT_EQ(probe.set("LIC101", 0.4).set("ZI-FV101", 0.2).now(), 1.0);
}

// reference/centrifugal-pump.md, section 2: what its exercises ask for can be written down.
TEST(Expression, SaysWhatThePumpUnitAsksFor) {
  for (const char* text : {
           "TICK1 and TICK2 and PI106 >= 7.5 atm(g) and PI107 >= 7.5 atm(g) and PI108 >= 0.45 MPa(g)",
           "AI101 <= 1.5 % and count(PIC101 <= 0.15 atm(g), PIC101 >= 4.0 atm(g)) >= 2",
           "for(LIC101 >= 48 %, 10 s) and HV101 >= 95 %",
           "for(abs(PIC101 - 5.0 atm(g)) <= 0.1 atm, 60 s) and PIC101.MODE == AUTO and HV103 < 1 %",
           "PIC101 <= 5.5 atm(g) and change(PIC101, 60 s) <= 3 atm",
           "P101A.ALPHA < 1 % and HV112 < 1 % and HV111 >= 99 %",
           "total(HV112.FLOW) < 20 L",
           "within(SI101 >= 2890 rpm and PI102 >= 13.5 atm(g), 10 s, P101A.RUN)",
           "II101 <= 15 A or not for(P101A.RUN, 3 s)",
           "FIC101 <= 24000 kg/h and TI102 < 55 degC",
           "never(becomes(FIC101.MODE == AUTO) and FIC101.SP - FIC101 > 1000 kg/h)",
           "for(abs(LIC101 - 50 %) <= 2 % and abs(PIC101 - 5 atm(g)) <= 0.1 atm and "
           "abs(FIC101 - 20000 kg/h) <= 400 kg/h, 180 s) and LIC101.MODE == AUTO",
           "abs(READ_LIC * 1 % - LIC101) <= 2 % * LIC101 and "
           "abs(READ_PI101 * 1 atm + 0 atm(g) - PI101) <= 0.1 atm and "
           "abs(READ_FIC * 1 kg/h - FIC101) <= 400 kg/h",
           "abs(change(FIC101.SP, 60 s)) <= 2000 kg/h", "HV114 < 2 % and 11.9 atm(g) <= PI104 <= 12.3 atm(g)",
           "abs(change(HV124, 1 s)) <= 5 %", "12 % <= LIC101 <= 18 %",
           "total(SI101 > 2655 rpm and FIC101 < 1000 kg/h) <= 60 s", "LG101 <= 0 and HV102 < 1 %",
           "before(HV111 < 1 %, HV113 > 1 %) and before(HV114 < 1 %, HV113 > 1 %)",
           "for(abs(FIC101 - FIC101.SP) <= 2 % * FIC101.SP and 45 % <= LIC101 <= 55 %, 120 s)",
           "since(MF1.ACTIVE) >= 120 s and SI102 >= 2890 rpm and P101B.ALPHA < 1 %",
           "REPORT and never(LIC101 > 70 %)", "highest(FIC101) <= 23000 kg/h",
           "for(P101A.S >= 1.3, 30 s)", "elapsed() <= 135 s", "HV107 < 1 % or PV101B < 1 %",
           "FV101 - 'ZI-FV101' > 20 %", "VI101 <= 4.5 mm/s",
           "becomes(P101A.RUN) and (P101A.ALPHA > 5 % or HV111 < 90 %)",
           "for(SI101 > 2655 rpm and FIC101 < 1000 kg/h, 180 s)", "PIC101 < -0.05 atm(g)",
           "HV102 > 1 % and PIC101 > 0.5 atm(g)", "AI101 > 2 % and LV101 > 2 %",
           "for(P101A.RUN and (HV112 > 1 % or HV113 > 1 %), 10 s)",
           "becomes(not P101A.RUN) and not P101B.RUN and S2.DONE"}) {
    Diagnostics problems;
    EXPECT_TRUE(Expression::parse(text, {}, names(), Expression::Kind::Condition, problems))
        << text << "\n" << problems.text(Language::English);
  }
}

TEST(Expression, NamesEachUsedTagOnce) {
  const Probe probe("LIC101 > 5 % and LIC101 < 9 % and PIC101 > 1 atm");
  ASSERT_EQ(probe.expression().names().size(), 2u);
  EXPECT_EQ(probe.expression().names()[1].written, "PIC101");
  EXPECT_EQ(probe.expression().text_of(probe.expression().root()),
            "LIC101 > 5 % and LIC101 < 9 % and PIC101 > 1 atm");
}

} // namespace
} // namespace jixia
