#pragma once

#include <cmath>

#include "numerics/dual.h"

/// Smooth forms of laws with a corner, for double and Dual alike. A Newton iteration cycles at a
/// corner; these keep the first derivative continuous.
namespace jixia {

/// 0 below `low`, 1 above `high`, both exactly; 3t^2 - 2t^3 between.
template <typename S>
S smooth_step(const S& x, double low, double high) {
  const S t = (x - low) * (1.0 / (high - low));
  if (value_of(t) <= 0.0) {
    return S(0.0);
  }
  if (value_of(t) >= 1.0) {
    return S(1.0);
  }
  return t * t * (3.0 - 2.0 * t);
}

/// max(x, 0), exact outside 0 < x < width.
template <typename S>
S smooth_positive(const S& x, double width) {
  if (value_of(x) <= 0.0) {
    return S(0.0);
  }
  return x * smooth_step(x, 0.0, width);
}

/// x up to `limit` and `limit` beyond, for x >= 0 < limit: x (1 + (x/limit)^64)^(-1/64). Exact at 0
/// with slope 1, within 2e-5 below 0.9 limit, 1.1 % low where the corner would be.
template <typename S>
S smooth_limit(const S& x, const S& limit) {
  const S ratio = x / limit;
  const double r = value_of(ratio);
  if (r > 2.0) {
    return limit;
  }
  double power = r;
  for (int square = 0; square < 6; ++square) {
    power *= power;
  }
  // of f(r) = r (1 + r^64)^(-1/64): f' = (1 + r^64)^(-65/64)
  const double root = std::pow(1.0 + power, -1.0 / 64.0);
  return limit * chained(ratio, r * root, root / (1.0 + power));
}

/// Zero exactly where a > 0, b > 0 and a b = mu; with mu = 0: one of them is zero and neither
/// negative (complementarity; Chen, Harker, Kanzow, Smale). Newton on it jumps between branches,
/// where Newton on the bare product converges to negative roots.
template <typename S, typename M>
S complementarity(const S& a, const S& b, const M& mu) {
  using std::sqrt;
  const S d = a - b;
  return a + b - sqrt(d * d + 4.0 * mu + 1e-24);
}

/// sign(x) sqrt(|x|), made linear near zero: x / (x^2 + width^2)^(1/4). Its error is
/// (width/x)^2 / 4, so 0.25 % at ten widths and nothing in the working range.
template <typename S>
S signed_root(const S& x, double width) {
  using std::sqrt;
  return x / sqrt(sqrt(x * x + width * width));
}

} // namespace jixia
