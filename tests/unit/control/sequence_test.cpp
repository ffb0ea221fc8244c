#include "control/sequence.h"

#include <random>

#include "bench.h"
#include "control/sequence_program.h"

namespace jixia::control {
namespace {

Bench make(const std::string& program) {
  return Bench(sequence_spec(), {{}, {{"program", program}}, {}});
}

std::string problem_of(const std::string& program, std::size_t position) {
  SequenceProblem problem;
  EXPECT_FALSE(read_sequence(program, problem)) << program;
  EXPECT_EQ(problem.position, position) << program << ": " << problem.problem.en;
  return problem.problem.en;
}

// A belt with a stop: start button I1, photo-eye I2, stop button I3.
constexpr const char* kBelt =
    "idle: if I1 and not I3 go run;\n"
    "run:  Q1 if I3 go idle if I2 go hold;\n"
    "hold: Q1 Q2 if I3 go idle if time >= 2 and not I2 go run;";

TEST(Sequence, WalksThroughItsSteps) {
  Bench bench = make(kBelt);
  bench.step();
  EXPECT_EQ(bench.get("STEP"), 0.0);
  EXPECT_EQ(bench.get("Q1"), 0.0);
  bench.set("I1", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("STEP"), 1.0);
  EXPECT_EQ(bench.get("Q1"), 1.0);
  EXPECT_EQ(bench.get("Q2"), 0.0);
  bench.set("I2", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("Q2"), 1.0);
  bench.set("I2", 0.0);
  bench.run(1.9);
  EXPECT_EQ(bench.get("STEP"), 2.0);
  bench.step(); // 2.0 s in the step
  EXPECT_EQ(bench.get("STEP"), 1.0);
}

TEST(Sequence, TheFirstTransitionWrittenWins) {
  Bench bench = make(kBelt);
  bench.set("I1", 1.0);
  bench.step();
  bench.set("I2", 1.0);
  bench.set("I3", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("STEP"), 0.0);
}

TEST(Sequence, MakesOneTransitionAScan) {
  Bench bench = make("a: if I1 go b; b: if I1 go c; c: if I1 go a");
  bench.set("I1", 1.0);
  for (const double expected : {1.0, 2.0, 0.0, 1.0}) {
    bench.step();
    EXPECT_EQ(bench.get("STEP"), expected);
  }
}

TEST(Sequence, ComparesAnalogInputs) {
  Bench bench = make("a: if I4 > 0.8 go b; b: Q12 if I4 <= 0.2 go a");
  bench.set("I4", 0.8);
  bench.step();
  EXPECT_EQ(bench.get("STEP"), 0.0);
  bench.set("I4", 0.81);
  bench.step();
  EXPECT_EQ(bench.get("Q12"), 1.0);
  bench.set("I4", 0.2);
  bench.step();
  EXPECT_EQ(bench.get("STEP"), 0.0);
}

TEST(Sequence, ResetHoldsItInTheFirstStep) {
  Bench bench = make(kBelt);
  bench.set("I1", 1.0);
  bench.step();
  bench.set("RESET", 1.0);
  bench.run(1.0);
  EXPECT_EQ(bench.get("STEP"), 0.0);
  EXPECT_EQ(bench.get("TIME"), 0.0);
}

TEST(Sequence, ContinuesIdenticallyFromASnapshot) {
  Bench bench = make(kBelt);
  bench.set("I1", 1.0);
  bench.set("I2", 1.0);
  bench.run(1.0);
  bench.save();
  const auto play = [&] {
    bench.set("I2", 0.0);
    bench.run(1.5);
  };
  play();
  const std::vector<double> first = bench.values();
  bench.restore();
  play();
  EXPECT_EQ(bench.values(), first);
}

TEST(SequenceProgram, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(problem_of("", 0), "expected the name of a step, found '...'");
  EXPECT_EQ(problem_of("a if I1 go a", 2), "expected ':' after the name of a step, found 'if'");
  EXPECT_EQ(problem_of("a: if I1 go b", 12), "there is no step 'b'");
  EXPECT_EQ(problem_of("a: if I13 go a", 6), "expected I1 to I12 or time, found 'I13'");
  EXPECT_EQ(problem_of("a: Q0 if I1 go a", 3), "expected Q1 to Q12, if or ; , found 'Q0'");
  EXPECT_EQ(problem_of("a: if I1 a", 9), "expected 'and' or 'go', found 'a'");
  EXPECT_EQ(problem_of("a: if time go a", 11), "expected a comparison, e.g. time >= 2");
  EXPECT_EQ(problem_of("a: if I1 > x go a", 11), "expected a number, found 'x'");
  EXPECT_EQ(problem_of("a: if I1 > nan go a", 11), "expected a number, found 'nan'");
  EXPECT_EQ(problem_of("a: if not I1 > 2 go a", 15), "a comparison cannot follow 'not'");
  EXPECT_EQ(problem_of("a: Q1; a: Q2", 8), "step 'a' is written twice");
}

TEST(SequenceProgram, ReportsABadProgramWithThePackMark) {
  Bench bench = make("a: if I1 go b");
  EXPECT_FALSE(bench.is_made());
  ASSERT_TRUE(bench.problems.has_errors());
  EXPECT_EQ(bench.problems.all()[0].problem.zh, "X1 的 program 第 13 个字符：没有步 b");
}

TEST(SequenceProgram, RefusesTooManySteps) {
  std::string program;
  for (int k = 0; k < 65; ++k) {
    program += "s" + std::to_string(k) + ":;";
  }
  SequenceProblem problem;
  EXPECT_FALSE(read_sequence(program, problem));
}

TEST(SequenceProgram, ReadsNegativeNumbers) {
  SequenceProblem problem;
  const auto steps = read_sequence("a: if I1 < -2.5 go a", problem);
  ASSERT_TRUE(steps);
  EXPECT_EQ((*steps)[0].transitions[0].conditions[0].number, -2.5);
}

// Hostile text: any mixture of tokens is either a program or a problem inside the text.
TEST(SequenceProgram, NeverFailsOnAnyText) {
  const std::vector<std::string> words{
      "a",  "b",    ":",  ";", "if", "go", "and",  "not", "I1",
      "Q1", "time", ">=", "<", "1",  "-",  "\xff", "\n",  "Q99999999999"};
  std::mt19937_64 random(3);
  for (int run = 0; run < 5000; ++run) {
    std::string text;
    for (std::uint64_t k = random() % 30; k > 0; --k) {
      text += words[random() % words.size()] + (random() % 2 == 0 ? " " : "");
    }
    SequenceProblem problem;
    const auto steps = read_sequence(text, problem);
    if (!steps) {
      EXPECT_LE(problem.position, text.size());
      EXPECT_FALSE(problem.problem.empty());
    }
  }
}

} // namespace
} // namespace jixia::control
