#include "numerics/newton.h"

#include <algorithm>
#include <cmath>

namespace jixia {

Newton::Newton(SparseLu& matrix, std::vector<double> scales, NewtonOptions options)
    : matrix_(matrix), scales_(std::move(scales)), options_(options) {
  const std::size_t n = scales_.size();
  for (auto* vector : {&residual_, &move_, &next_move_, &trial_, &last_move_, &weights_}) {
    vector->assign(n, 0.0);
  }
}

// The weights stand still within one iteration: otherwise a move that blows x up would look small.
void Newton::weigh(const double* x) {
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    weights_[i] = 1.0 / (scales_[i] + std::fabs(x[i]));
  }
}

double Newton::norm(const std::vector<double>& move) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < move.size(); ++i) {
    const double part = move[i] * weights_[i];
    sum += part * part;
  }
  return std::sqrt(sum);
}

bool Newton::refresh(NonlinearSystem& system, const double* x) {
  system.calc_jacobian(x, residual_.data(), matrix_);
  linearised_at_.assign(x, x + scales_.size());
  return matrix_.factor();
}

double Newton::solve_for(NonlinearSystem& system, const double* x, std::vector<double>& move) {
  system.calc_residual(x, residual_.data());
  for (std::size_t i = 0; i < move.size(); ++i) {
    move[i] = -residual_[i];
  }
  matrix_.solve(move.data());
  return norm(move);
}

// Shortens the move until the simplified correction at its end is smaller than the move itself.
bool Newton::search(NonlinearSystem& system, const double* x, double length, bool fresh) {
  share_ = system.find_longest_move(x, move_.data());
  for (int halving = 0; halving < options_.most_halvings; ++halving) {
    for (std::size_t i = 0; i < trial_.size(); ++i) {
      trial_[i] = x[i] + share_ * move_[i];
    }
    next_length_ = solve_for(system, trial_.data(), next_move_);
    if (next_length_ <= (1.0 - 0.25 * share_) * length || next_length_ < options_.tolerance) {
      return true;
    }
    if (!fresh) {
      return false;
    }
    share_ *= 0.5;
  }
  share_ *= 2.0; // the shortest one tried
  return false;
}

NewtonReport Newton::solve(NonlinearSystem& system, double* x, bool reuse) {
  NewtonReport report;
  bool has_move = false;
  double length = 0.0;
  for (; report.iterations < options_.most_iterations; ++report.iterations) {
    bool fresh = false;
    weigh(x);
    if (!has_move) {
      if (!reuse) {
        report.refreshed = fresh = true;
        if (!refresh(system, x)) {
          return report;
        }
      }
      length = solve_for(system, x, move_);
    }
    if (!(length < 1e30)) {
      if (!reuse) {
        return report;
      }
      reuse = has_move = false;
      continue;
    }
    if (length < options_.tolerance) {
      for (std::size_t i = 0; i < move_.size(); ++i) {
        x[i] += move_[i];
      }
      report.converged = true;
      return report;
    }
    const bool accepted = search(system, x, length, fresh);
    if (!accepted && !fresh) {
      reuse = has_move = false; // stale factors: try again from here with new ones
      continue;
    }
    std::copy(trial_.begin(), trial_.end(), x);
    if (share_ == 1.0 && next_length_ < options_.tolerance) {
      for (std::size_t i = 0; i < next_move_.size(); ++i) {
        x[i] += next_move_[i];
      }
      ++report.iterations;
      report.converged = true;
      return report;
    }
    has_move = share_ == 1.0 && next_length_ < 0.25 * length;
    if (has_move) {
      move_.swap(next_move_);
      length = next_length_; // in the last weights, which differ little after a contraction
    }
    reuse = false;
  }
  return report;
}

// Halves the share when the move turns back on itself, and doubles it when it does not.
double Newton::damping(double previous) {
  double dot = 0.0, now = 0.0, before = 0.0;
  for (std::size_t i = 0; i < move_.size(); ++i) {
    const double weight = weights_[i] * weights_[i];
    dot += move_[i] * last_move_[i] * weight;
    now += move_[i] * move_[i] * weight;
    before += last_move_[i] * last_move_[i] * weight;
  }
  const bool turns_back = dot < -0.5 * std::sqrt(now * before) && now > 0.2 * before;
  return turns_back ? std::max(0.5 * previous, 0.05) : std::min(1.0, 2.0 * previous);
}

NewtonReport Newton::solve_damped(NonlinearSystem& system, double* x) {
  NewtonReport report;
  report.refreshed = true;
  std::fill(last_move_.begin(), last_move_.end(), 0.0);
  double share = 1.0;
  for (; report.iterations < options_.most_iterations; ++report.iterations) {
    weigh(x);
    if (!refresh(system, x)) {
      return report;
    }
    const double length = solve_for(system, x, move_);
    if (!(length < 1e30)) {
      return report;
    }
    share = damping(share);
    const double taken = std::min(share, system.find_longest_move(x, move_.data()));
    for (std::size_t i = 0; i < move_.size(); ++i) {
      x[i] += taken * move_[i];
    }
    last_move_ = move_;
    if (taken == 1.0 && length < options_.tolerance) {
      report.converged = true;
      return report;
    }
  }
  return report;
}

} // namespace jixia
