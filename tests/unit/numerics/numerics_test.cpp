#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "numerics/dual.h"
#include "numerics/lookup_table.h"
#include "numerics/newton.h"
#include "numerics/smooth.h"
#include "numerics/sparse_lu.h"

namespace jixia {
namespace {

TEST(Dual, CarriesExactDerivatives) {
  const auto f = [](const auto& x, const auto& y) {
    using std::exp;
    using std::log;
    using std::sqrt;
    return exp(x) * y / (1.0 + x * x) - 2.0 * sqrt(y) + log(y) / 3.0 - (1.0 / x);
  };
  const double x = 0.7, y = 2.3, h = 1e-6;
  const Dual<2> exact = f(seeded<2>(x, 0), seeded<2>(y, 1));
  EXPECT_DOUBLE_EQ(exact.value, f(x, y));
  EXPECT_NEAR(exact.slope[0], (f(x + h, y) - f(x - h, y)) / (2 * h), 1e-8);
  EXPECT_NEAR(exact.slope[1], (f(x, y + h) - f(x, y - h)) / (2 * h), 1e-8);
}

TEST(Dual, TakesTheRootOfNothing) {
  const Dual<1> root = sqrt(seeded<1>(0.0, 0));
  EXPECT_EQ(root.value, 0.0);
  EXPECT_EQ(root.slope[0], 0.0);
}

TEST(Smooth, StepsAreExactAtTheirEnds) {
  EXPECT_EQ(smooth_step(-0.1, 0.0, 1.0), 0.0);
  EXPECT_EQ(smooth_step(0.5, 0.0, 1.0), 0.5);
  EXPECT_EQ(smooth_step(1.0, 0.0, 1.0), 1.0);
  EXPECT_EQ(smooth_positive(-1.0, 0.1), 0.0);
  EXPECT_EQ(smooth_positive(3.0, 0.1), 3.0);
}

TEST(Smooth, LimitIsExactAtZeroAndNeverExceeds) {
  EXPECT_EQ(smooth_limit(0.0, 5.0), 0.0);
  EXPECT_NEAR(smooth_limit(1.0, 5.0), 1.0, 1e-5);
  EXPECT_NEAR(smooth_limit(5.0, 5.0), 5.0 * std::pow(2.0, -1.0 / 64.0), 1e-12);
  EXPECT_LE(smooth_limit(1e12, 5.0), 5.0);
  double last = -1.0;
  for (double x = 0.0; x < 20.0; x += 0.05) {
    EXPECT_GE(smooth_limit(x, 5.0), last - 1e-14);
    last = smooth_limit(x, 5.0);
  }
}

TEST(Smooth, ComplementarityVanishesOnItsBranches) {
  EXPECT_NEAR(complementarity(3.0, 0.0, 0.0), 0.0, 1e-11);
  EXPECT_NEAR(complementarity(0.0, 7.0, 0.0), 0.0, 1e-11);
  EXPECT_NEAR(complementarity(2.0, 3.0, 6.0), 0.0, 1e-12);
  EXPECT_LT(complementarity(-1.0, 2.0, 0.0), 0.0);
  EXPECT_LT(complementarity(-2.0, -3.0, 6.0), 0.0); // the root that the bare product would accept
}

TEST(Smooth, RootIsOddAndNearlyExact) {
  EXPECT_NEAR(signed_root(1e4, 100.0), 100.0, 0.0026 * 100.0);
  EXPECT_DOUBLE_EQ(signed_root(-400.0, 100.0), -signed_root(400.0, 100.0));
  EXPECT_EQ(signed_root(0.0, 100.0), 0.0);
}

TEST(SparseLu, SolvesAndRefusesTheSingular) {
  SparseLu lu(3, {{0, 0}, {0, 2}, {1, 1}, {2, 0}, {2, 2}, {0, 0}});
  const double entries[] = {2.0, 1.0, 4.0, 1.0, 3.0, 2.0}; // the first and last share a place
  const auto fill = [&](double corner) {
    std::fill(lu.values().begin(), lu.values().end(), 0.0);
    for (std::size_t k = 0; k < 6; ++k) {
      lu.values()[static_cast<std::size_t>(lu.slots()[k])] += k == 4 ? corner : entries[k];
    }
  };
  fill(3.0);
  ASSERT_TRUE(lu.factor());
  double x[] = {5.0, 8.0, 4.0}; // A = [4 0 1; 0 4 0; 1 0 3], solution 1, 2, 1
  lu.solve(x);
  EXPECT_NEAR(x[0], 1.0, 1e-14);
  EXPECT_NEAR(x[1], 2.0, 1e-14);
  EXPECT_NEAR(x[2], 1.0, 1e-14);
  fill(0.25);
  EXPECT_FALSE(lu.factor());
  fill(std::numeric_limits<double>::quiet_NaN());
  lu.factor(); // whatever it says, it must return
  fill(3.0);
  EXPECT_TRUE(lu.factor());
}

// An arc tangent, from whose flanks plain Newton runs away, and a line.
class ArcAndLine : public NonlinearSystem {
 public:
  void calc_residual(const double* x, double* r) override {
    r[0] = std::atan(10.0 * (x[0] - 1.0));
    r[1] = x[0] + x[1] - 3.0;
  }
  void calc_jacobian(const double* x, double* r, SparseLu& m) override {
    calc_residual(x, r);
    const double d = 10.0 * (x[0] - 1.0);
    const double entries[] = {10.0 / (1.0 + d * d), 1.0, 1.0};
    std::fill(m.values().begin(), m.values().end(), 0.0);
    for (std::size_t k = 0; k < 3; ++k) {
      m.values()[static_cast<std::size_t>(m.slots()[k])] += entries[k];
    }
  }
  double find_longest_move(const double*, const double*) const override { return 1.0; }
};

TEST(Newton, ConvergesWhereAnUndampedStepRunsAway) {
  SparseLu matrix(2, {{0, 0}, {1, 0}, {1, 1}});
  ArcAndLine equations;
  Newton newton(matrix, {1.0, 1.0});
  double x[] = {2.0, 3.0};
  const NewtonReport report = newton.solve(equations, x, false);
  EXPECT_TRUE(report.converged);
  EXPECT_NEAR(x[0], 1.0, 1e-7);
  EXPECT_NEAR(x[1], 2.0, 1e-6);
}

TEST(Newton, ReusesItsFactorsNearTheSolution) {
  SparseLu matrix(2, {{0, 0}, {1, 0}, {1, 1}});
  ArcAndLine equations;
  Newton newton(matrix, {1.0, 1.0});
  double x[] = {1.01, 2.0};
  ASSERT_TRUE(newton.solve(equations, x, false).converged);
  double again[] = {1.0001, 2.0002};
  const NewtonReport report = newton.solve(equations, again, true);
  EXPECT_TRUE(report.converged);
  EXPECT_FALSE(report.refreshed);
  EXPECT_NEAR(again[1], 2.0, 1e-6);
}

class NotANumber : public ArcAndLine {
 public:
  void calc_residual(const double*, double* r) override { r[0] = r[1] = std::nan(""); }
};

TEST(Newton, GivesUpOnNonsense) {
  SparseLu matrix(2, {{0, 0}, {1, 0}, {1, 1}});
  NotANumber nonsense;
  Newton newton(matrix, {1.0, 1.0});
  double x[] = {1.0, 1.0};
  EXPECT_FALSE(newton.solve(nonsense, x, false).converged);
  EXPECT_FALSE(newton.solve_damped(nonsense, x).converged);
}

TEST(LookupTable, IsStraightBetweenAndConstantBeyond) {
  const LookupTable table({0.0, 1.0, 3.0}, {10.0, 20.0, 0.0});
  EXPECT_EQ(table.value(-5.0), 10.0);
  EXPECT_EQ(table.value(0.5), 15.0);
  EXPECT_EQ(table.value(2.0), 10.0);
  EXPECT_EQ(table.value(9.0), 0.0);
  EXPECT_EQ(table.slope(2.0), -10.0);
  EXPECT_EQ(table.slope(9.0), 0.0);
  EXPECT_EQ(table.value(std::nan("")), 10.0);
}

TEST(LookupTable, RefusesWhatIsNoCurve) {
  EXPECT_THROW(LookupTable({}, {}), std::invalid_argument);
  EXPECT_THROW(LookupTable({1.0, 1.0}, {0.0, 1.0}), std::invalid_argument);
  EXPECT_THROW(LookupTable({0.0, 1.0}, {0.0}), std::invalid_argument);
  EXPECT_THROW(LookupTable({0.0, std::nan("")}, {0.0, 1.0}), std::invalid_argument);
}

} // namespace
} // namespace jixia
