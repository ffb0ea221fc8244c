// Any text is either refused or a finite number, and what was read reads back the same.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "base/units.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const auto& names = jixia::all_unit_names();
  const jixia::UnitName& name = names[data[0] % names.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto value = jixia::read_quantity(text, name.unit);
  if (!value) {
    return 0;
  }
  if (!std::isfinite(*value)) {
    std::abort();
  }
  const std::string again =
      jixia::number_text(*value, 17) + " " + std::string(jixia::symbol(name.unit));
  if (jixia::read_quantity(again, name.unit) != value) {
    std::abort();
  }
  return 0;
}
