#pragma once

#include <cmath>

namespace jixia {

/// A number that carries its derivatives by N seeds (forward automatic differentiation): what is
/// computed with it is exact to rounding, so a Jacobian needs no step size.
///
/// Seed k: `Dual<N> x = value; x.slope[k] = 1`. Write an equation once as
/// `template <typename S> S law(const S& x)`; call it with double or with Dual.
/// N is small (4 to 10) and fixed: the loops unroll and nothing is allocated.
template <int N>
struct Dual {
  double value = 0.0;
  double slope[N] = {};

  Dual() = default;
  Dual(double constant) : value(constant) {} // constants mix freely with duals
};

template <int N>
Dual<N> seeded(double value, int seed) {
  Dual<N> dual(value);
  dual.slope[seed] = 1.0;
  return dual;
}

inline double value_of(double number) { return number; }
template <int N>
double value_of(const Dual<N>& number) {
  return number.value;
}

/// A function of one variable with known value and derivative at x.
inline double chained(double, double value, double) { return value; }
template <int N>
Dual<N> chained(const Dual<N>& x, double value, double derivative) {
  Dual<N> result(value);
  for (int k = 0; k < N; ++k) {
    result.slope[k] = derivative * x.slope[k];
  }
  return result;
}

template <int N>
Dual<N> operator+(const Dual<N>& a, const Dual<N>& b) {
  Dual<N> sum(a.value + b.value);
  for (int k = 0; k < N; ++k) {
    sum.slope[k] = a.slope[k] + b.slope[k];
  }
  return sum;
}
template <int N>
Dual<N> operator-(const Dual<N>& a, const Dual<N>& b) {
  Dual<N> difference(a.value - b.value);
  for (int k = 0; k < N; ++k) {
    difference.slope[k] = a.slope[k] - b.slope[k];
  }
  return difference;
}
template <int N>
Dual<N> operator*(const Dual<N>& a, const Dual<N>& b) {
  Dual<N> product(a.value * b.value);
  for (int k = 0; k < N; ++k) {
    product.slope[k] = a.slope[k] * b.value + a.value * b.slope[k];
  }
  return product;
}
template <int N>
Dual<N> operator/(const Dual<N>& a, const Dual<N>& b) {
  const double inverse = 1.0 / b.value;
  Dual<N> quotient(a.value * inverse);
  for (int k = 0; k < N; ++k) {
    quotient.slope[k] = (a.slope[k] - quotient.value * b.slope[k]) * inverse;
  }
  return quotient;
}
template <int N>
Dual<N> operator-(const Dual<N>& a) {
  return chained(a, -a.value, -1.0);
}
template <int N>
Dual<N> operator+(const Dual<N>& a, double b) {
  return chained(a, a.value + b, 1.0);
}
template <int N>
Dual<N> operator+(double a, const Dual<N>& b) {
  return b + a;
}
template <int N>
Dual<N> operator-(const Dual<N>& a, double b) {
  return chained(a, a.value - b, 1.0);
}
template <int N>
Dual<N> operator-(double a, const Dual<N>& b) {
  return chained(b, a - b.value, -1.0);
}
template <int N>
Dual<N> operator*(const Dual<N>& a, double b) {
  return chained(a, a.value * b, b);
}
template <int N>
Dual<N> operator*(double a, const Dual<N>& b) {
  return b * a;
}
template <int N>
Dual<N> operator/(const Dual<N>& a, double b) {
  return a * (1.0 / b);
}
template <int N>
Dual<N> operator/(double a, const Dual<N>& b) {
  const double quotient = a / b.value;
  return chained(b, quotient, -quotient / b.value);
}

/// At 0 the derivative is taken as 0 instead of infinite.
template <int N>
Dual<N> sqrt(const Dual<N>& a) {
  const double root = std::sqrt(a.value);
  return chained(a, root, root > 0.0 ? 0.5 / root : 0.0);
}
template <int N>
Dual<N> exp(const Dual<N>& a) {
  const double power = std::exp(a.value);
  return chained(a, power, power);
}
template <int N>
Dual<N> log(const Dual<N>& a) {
  return chained(a, std::log(a.value), 1.0 / a.value);
}
template <int N>
Dual<N> abs(const Dual<N>& a) {
  return a.value < 0.0 ? -a : a;
}

} // namespace jixia
