#pragma once

#include <vector>

#include "numerics/sparse_lu.h"

namespace jixia {

/// Square nonlinear equations F(x) = 0 with a sparse Jacobian.
class NonlinearSystem {
 public:
  virtual ~NonlinearSystem() = default;

  /// r := F(x).
  virtual void calc_residual(const double* x, double* r) = 0;

  /// r := F(x), and the matrix's values := dF/dx.
  virtual void calc_jacobian(const double* x, double* r, SparseLu& matrix) = 0;

  /// The largest share (0, 1] of the move `dx` from `x` that keeps x meaningful.
  virtual double find_longest_move(const double* x, const double* dx) const = 0;
};

struct NewtonOptions {
  double tolerance = 1e-7; ///< of |dx| / (scale + |x|); 1e-9 stagnates on stiff liquid lines
  int most_iterations = 25;
  int most_halvings = 7;
};

struct NewtonReport {
  bool converged = false;
  int iterations = 0;
  bool refreshed = false; ///< a new Jacobian was factored
};

/// Newton's method guarded by Deuflhard's natural monotonicity test
///
///     |J^-1 F(x + l dx)| <= (1 - l/4) |dx|,
///
/// which is free of the scaling of the equations (P. Deuflhard, Newton Methods for Nonlinear
/// Problems, Springer 2004, ch. 3). A factored Jacobian is used on while it contracts fast, also
/// from call to call. `solve_damped` is the second line: full Newton with a fresh Jacobian each
/// time, damped when it oscillates.
class Newton {
 public:
  /// @param scales  typical size of each unknown, same length as x
  Newton(SparseLu& matrix, std::vector<double> scales, NewtonOptions options = {});

  /// Improves `x` until it solves `system`. Starts with the present factors if `reuse` is set.
  NewtonReport solve(NonlinearSystem& system, double* x, bool reuse);
  NewtonReport solve_damped(NonlinearSystem& system, double* x);

  /// Linearises at `x` and factors. @returns false if the Jacobian is singular.
  bool refresh(NonlinearSystem& system, const double* x);

  /// Where the factors in use were made.
  const std::vector<double>& linearised_at() const { return linearised_at_; }

 private:
  void weigh(const double* x);
  double norm(const std::vector<double>& move) const;
  double solve_for(NonlinearSystem& system, const double* x, std::vector<double>& move);
  bool search(NonlinearSystem& system, const double* x, double length, bool fresh);
  double damping(double previous);

  SparseLu& matrix_;
  std::vector<double> scales_;
  NewtonOptions options_;
  std::vector<double> linearised_at_, residual_, move_, next_move_, trial_, last_move_, weights_;
  double share_ = 1.0;       // of the last search
  double next_length_ = 0.0; // of the simplified correction at the trial point
};

} // namespace jixia
