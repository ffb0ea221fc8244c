#include "numerics/sparse_lu.h"

#include <algorithm>

#include <klu.h>


namespace jixia {

struct SparseLu::Factors {
  klu_common common{};
  klu_symbolic* symbolic = nullptr;
  klu_numeric* numeric = nullptr;

  Factors() {
    klu_defaults(&common);
    common.scale = 2;          // rows by their largest entry: equations come in mixed units
    common.halt_if_singular = 1;
  }
  ~Factors() {
    klu_free_numeric(&numeric, &common);
    klu_free_symbolic(&symbolic, &common);
  }
  Factors(const Factors&) = delete;
  Factors& operator=(const Factors&) = delete;
};

SparseLu::SparseLu(int size, const std::vector<std::pair<int, int>>& entries)
    : size_(size), factors_(std::make_unique<Factors>()) {
  std::vector<std::pair<int, int>> places; // (column, row): column by column
  for (const auto& [row, column] : entries) {
    places.emplace_back(column, row);
  }
  std::vector<std::pair<int, int>> distinct = places;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  column_starts_.assign(static_cast<std::size_t>(size) + 1, 0);
  for (const auto& [column, row] : distinct) {
    ++column_starts_[static_cast<std::size_t>(column) + 1];
    rows_.push_back(row);
  }
  for (std::size_t c = 1; c < column_starts_.size(); ++c) {
    column_starts_[c] += column_starts_[c - 1];
  }
  for (const auto& place : places) {
    const auto found = std::lower_bound(distinct.begin(), distinct.end(), place);
    slots_.push_back(static_cast<int>(found - distinct.begin()));
  }
  values_.assign(rows_.size(), 0.0);
  factors_->symbolic =
      klu_analyze(size_, column_starts_.data(), rows_.data(), &factors_->common);
}

SparseLu::~SparseLu() = default;
SparseLu::SparseLu(SparseLu&&) noexcept = default;
SparseLu& SparseLu::operator=(SparseLu&&) noexcept = default;

bool SparseLu::factor() {
  if (factors_->symbolic == nullptr) {
    return false;
  }
  klu_free_numeric(&factors_->numeric, &factors_->common);
  factors_->numeric = klu_factor(column_starts_.data(), rows_.data(), values_.data(),
                                 factors_->symbolic, &factors_->common);
  return factors_->numeric != nullptr && factors_->common.status == KLU_OK;
}

void SparseLu::solve(double* right_side) {
  klu_solve(factors_->symbolic, factors_->numeric, size_, 1, right_side, &factors_->common);
}

} // namespace jixia
