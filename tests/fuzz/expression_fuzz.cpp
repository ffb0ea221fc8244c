// Any text must be refused with a finding or evaluate to true, false or unknown, whatever the
// values; numbers and units are read on the same way.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/expression.h"
#include "support/pump_names.h"

namespace {

const jixia::PumpNames& names() {
  static const jixia::PumpNames all;
  return all;
}

void want(bool is_true) {
  if (!is_true) {
    std::abort();
  }
}

// The first bytes become values, the rest the text.
std::vector<double> take_values(const std::uint8_t*& data, std::size_t& size) {
  std::vector<double> values(names().size(), 0.5);
  for (std::size_t k = 0; k < 4 && size >= sizeof(double); ++k) {
    std::memcpy(&values[k * 7], data, sizeof(double));
    data += sizeof(double);
    size -= sizeof(double);
  }
  return values;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using jixia::Expression;
  const bool has_values = size > 40 && data[0] % 2 == 0;
  const std::vector<double> values =
      has_values ? take_values(data, size) : std::vector<double>(names().size(), 0.5);
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto kind : {Expression::Kind::Condition, Expression::Kind::Quantity}) {
    jixia::Diagnostics problems;
    const auto made = Expression::parse(text, {"pack.yaml", 1, 1}, names(), kind, problems);
    want(made.has_value() != problems.has_errors());
    if (!made) {
      continue;
    }
    want(made->nodes().size() <= Expression::kMostNodes);
    jixia::ExpressionState state(*made);
    for (int k = 0; k < 20; ++k) {
      const double value = state.evaluate(jixia::sim_time(0.7 * k), values);
      const bool is_truth = value == 0.0 || value == 1.0 || std::isnan(value);
      want(kind == Expression::Kind::Quantity || is_truth);
    }
  }
  jixia::read_quantity(text, jixia::Unit::Pascal);
  return 0;
}
