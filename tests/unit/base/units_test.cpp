#include "base/units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace jixia {
namespace {

TEST(ReadQuantity, ConvertsToSi) {
  EXPECT_DOUBLE_EQ(read_quantity("3.2 bar", Unit::Pascal).value(), 320'000.0);
  EXPECT_DOUBLE_EQ(read_quantity("25 degC", Unit::Kelvin).value(), 298.15);
  EXPECT_DOUBLE_EQ(read_quantity("50 %", Unit::One).value(), 0.5);
  EXPECT_DOUBLE_EQ(read_quantity("20 t/h", Unit::KgPerSecond).value(), 20000.0 / 3600.0);
  EXPECT_DOUBLE_EQ(read_quantity("60 rpm", Unit::RadianPerSecond).value(), 2 * std::numbers::pi);
}

TEST(ReadQuantity, CountsGaugePressureFromOneAtmosphere) {
  EXPECT_DOUBLE_EQ(read_quantity("0 atm(g)", Unit::Pascal).value(), 101'325.0);
  EXPECT_DOUBLE_EQ(read_quantity("5 atm(g)", Unit::Pascal).value(), 607'950.0);
  EXPECT_DOUBLE_EQ(read_quantity("0.7 MPa(g)", Unit::Pascal).value(), 801'325.0);
}

TEST(ReadQuantity, TakesABareNumberAsSi) {
  EXPECT_DOUBLE_EQ(read_quantity(" 1500 ", Unit::Pascal).value(), 1500.0);
}

TEST(ReadQuantity, RejectsAnotherDimension) {
  EXPECT_FALSE(read_quantity("3.2 bar", Unit::Kelvin));
  EXPECT_FALSE(read_quantity("5 atm(g)", Unit::PascalDifference));
}

TEST(ReadQuantity, RejectsWhatIsNotAFiniteNumber) {
  for (const char* text : {"", "open", "inf", "nan", "1e999", "1e308 MPa", "1 2", "--1"}) {
    EXPECT_FALSE(read_quantity(text, Unit::Pascal)) << text;
  }
}

TEST(UnitNames, ConvertThereAndBack) {
  for (const UnitName& name : all_unit_names()) {
    const double si = from_display(3.7, name);
    EXPECT_NEAR(to_display(si, name), 3.7, 1e-9) << name.text;
    EXPECT_EQ(find_unit_name(name.text, name.unit), &name) << name.text << " is listed twice";
  }
}

} // namespace
} // namespace jixia
