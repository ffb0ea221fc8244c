#include "thermo/if97.h"

#include <array>
#include <cmath>
#include <stdexcept>

#include "thermo/water.h"

namespace jixia::if97 {
namespace {

struct Term {
  int i;
  int j;
  double n;
};

// R7-97(2012), table 2
constexpr std::array<Term, 34> kRegion1{{
    {0, -2, 0.14632971213167},      {0, -1, -0.84548187169114},
    {0, 0, -0.37563603672040e1},    {0, 1, 0.33855169168385e1},
    {0, 2, -0.95791963387872},      {0, 3, 0.15772038513228},
    {0, 4, -0.16616417199501e-1},   {0, 5, 0.81214629983568e-3},
    {1, -9, 0.28319080123804e-3},   {1, -7, -0.60706301565874e-3},
    {1, -1, -0.18990068218419e-1},  {1, 0, -0.32529748770505e-1},
    {1, 1, -0.21841717175414e-1},   {1, 3, -0.52838357969930e-4},
    {2, -3, -0.47184321073267e-3},  {2, 0, -0.30001780793026e-3},
    {2, 1, 0.47661393906987e-4},    {2, 3, -0.44141845330846e-5},
    {2, 17, -0.72694996297594e-15}, {3, -4, -0.31679644845054e-4},
    {3, 0, -0.28270797985312e-5},   {3, 6, -0.85205128120103e-9},
    {4, -5, -0.22425281908000e-5},  {4, -2, -0.65171222895601e-6},
    {4, 10, -0.14341729937924e-12}, {5, -8, -0.40516996860117e-6},
    {8, -11, -0.12734301741641e-8}, {8, -6, -0.17424871230634e-9},
    {21, -29, -0.68762131295531e-18}, {23, -31, 0.14478307828521e-19},
    {29, -38, 0.26335781662795e-22}, {30, -39, -0.11947622640071e-22},
    {31, -40, 0.18228094581404e-23}, {32, -41, -0.93537087292458e-25},
}};

// R7-97(2012), table 34
constexpr std::array<double, 10> kRegion4{
    0.11670521452767e4,  -0.72421316703206e6, -0.17073846940092e2, 0.12020824702470e5,
    -0.32325550322333e7, 0.14915108613530e2,  -0.48232657361591e4, 0.40511340542057e6,
    -0.23855557567849,   0.65017534844798e3};

constexpr double kR = water::kGasConstant;

} // namespace

Properties calc_liquid(double temperature, double pressure) {
  if (!(temperature >= 273.15 && temperature <= 623.15 && pressure > 0.0 && pressure <= 100e6)) {
    throw std::domain_error("if97::calc_liquid: want 273.15..623.15 K and 0..100 MPa");
  }
  const double pi = pressure / 16.53e6;
  const double tau = 1386.0 / temperature;
  const double a = 7.1 - pi;
  const double b = tau - 1.222;
  double g = 0, g_p = 0, g_pp = 0, g_t = 0, g_tt = 0, g_pt = 0; // of the free enthalpy g/RT
  for (const Term& term : kRegion1) {
    const double i = term.i, j = term.j;
    const double value = term.n * std::pow(a, i) * std::pow(b, j);
    g += value;
    g_p -= i * value / a;
    g_pp += i * (i - 1.0) * value / (a * a);
    g_t += j * value / b;
    g_tt += j * (j - 1.0) * value / (b * b);
    g_pt -= i * j * value / (a * b);
  }
  const double rt = kR * temperature;
  Properties found{};
  found.volume = rt / pressure * pi * g_p;
  found.enthalpy = rt * tau * g_t;
  found.energy = rt * (tau * g_t - pi * g_p);
  found.entropy = kR * (tau * g_t - g);
  found.heat_capacity = -kR * tau * tau * g_tt;
  const double mixed = g_p - tau * g_pt;
  found.sound_speed = std::sqrt(rt * g_p * g_p / (mixed * mixed / (tau * tau * g_tt) - g_pp));
  return found;
}

double calc_saturation_pressure(double temperature) {
  if (!(temperature >= 273.15 && temperature <= 647.096)) {
    throw std::domain_error("if97::calc_saturation_pressure: want 273.15..647.096 K");
  }
  const auto& n = kRegion4;
  const double t = temperature + n[8] / (temperature - n[9]);
  const double a = t * t + n[0] * t + n[1];
  const double b = n[2] * t * t + n[3] * t + n[4];
  const double c = n[5] * t * t + n[6] * t + n[7];
  const double root = 2.0 * c / (-b + std::sqrt(b * b - 4.0 * a * c));
  return 1e6 * root * root * root * root;
}

double calc_saturation_temperature(double pressure) {
  if (!(pressure >= 611.213 && pressure <= 22.064e6)) {
    throw std::domain_error("if97::calc_saturation_temperature: want 611.213 Pa..22.064 MPa");
  }
  const auto& n = kRegion4;
  const double beta = std::sqrt(std::sqrt(pressure * 1e-6));
  const double e = beta * beta + n[2] * beta + n[5];
  const double f = n[0] * beta * beta + n[3] * beta + n[6];
  const double g = n[1] * beta * beta + n[4] * beta + n[7];
  const double d = 2.0 * g / (-f - std::sqrt(f * f - 4.0 * e * g));
  const double sum = n[9] + d;
  return 0.5 * (sum - std::sqrt(sum * sum - 4.0 * (n[8] + n[9] * d)));
}

} // namespace jixia::if97

namespace jixia::water::detail {
namespace {

template <typename S>
S region_4(const S& temperature) {
  using std::sqrt;
  const auto& n = if97::kRegion4;
  const S t = temperature + n[8] / (temperature - n[9]);
  const S a = t * t + n[0] * t + n[1];
  const S b = n[2] * (t * t) + n[3] * t + n[4];
  const S c = n[5] * (t * t) + n[6] * t + n[7];
  const S root = 2.0 * c / (sqrt(b * b - 4.0 * (a * c)) - b);
  const S square = root * root;
  return 1e6 * (square * square);
}

constexpr double kLowest = 250.0, kHighest = 640.0; // of region 4 here; beyond, an exponential

Saturation with_slope(double temperature) {
  const Dual<1> pressure = region_4(seeded<1>(temperature, 0));
  return {pressure.value, pressure.slope[0]};
}

Saturation beyond(double edge, double temperature) {
  const Saturation at_edge = with_slope(edge);
  const double rate = at_edge.slope / at_edge.pressure;
  const double exponent = std::fmin(rate * (temperature - edge), 20.0);
  const double pressure = at_edge.pressure * std::exp(exponent);
  return {pressure, rate * pressure};
}

} // namespace

Saturation saturation(double temperature) {
  if (temperature < kLowest) {
    return beyond(kLowest, temperature);
  }
  return temperature > kHighest ? beyond(kHighest, temperature) : with_slope(temperature);
}

double saturation_value(double temperature) {
  const bool is_inside = temperature >= kLowest && temperature <= kHighest;
  return is_inside ? region_4(temperature) : saturation(temperature).pressure;
}

} // namespace jixia::water::detail
