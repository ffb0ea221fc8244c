#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace jixia {

/// A square sparse matrix of fixed pattern and its LU factors (KLU, SuiteSparse).
class SparseLu {
 public:
  /// @param size     rows and columns
  /// @param entries  (row, column) of every place that is ever written, repeats allowed
  SparseLu(int size, const std::vector<std::pair<int, int>>& entries);
  ~SparseLu();
  SparseLu(SparseLu&&) noexcept;
  SparseLu& operator=(SparseLu&&) noexcept;

  int size() const { return size_; }

  /// Where entry k of the constructor's list is kept in `values()`.
  const std::vector<int>& slots() const { return slots_; }
  std::vector<double>& values() { return values_; }

  /// Factors `values()` afresh, choosing pivots from these values alone, so that equal values give
  /// equal bits whatever was factored before.
  /// @returns false if the matrix is singular or not finite.
  bool factor();

  /// right_side := A^-1 right_side. @pre factor() returned true.
  void solve(double* right_side);

 private:
  struct Factors;
  int size_;
  std::vector<int> column_starts_;
  std::vector<int> rows_;
  std::vector<int> slots_;
  std::vector<double> values_;
  std::unique_ptr<Factors> factors_;
};

} // namespace jixia
