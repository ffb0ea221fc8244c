// What people read and type. Expected values by hand from the unit table (base/units.cpp):
// 1 atm = 101 325 Pa, gauge counts from there; 1 kg/s = 3600 kg/h.
#include <gtest/gtest.h>

#include <cmath>

#include "hmi/fonts.h"
#include "hmi/shown_values.h"

namespace jixia::hmi {
namespace {

Tag pressure() {
  Tag tag;
  tag.unit = Unit::Pascal;
  tag.display = {{"压力", "pressure"}, "atm(g)", 2, 101325.0, 11 * 101325.0};
  return tag;
}

TEST(Values, AreShownInDisplayUnitsWithATrueMinus) {
  EXPECT_EQ(number_of(pressure(), 6 * 101325.0), "5.00");
  EXPECT_EQ(number_of(pressure(), 0.5 * 101325.0), "−0.50");
  EXPECT_EQ(value_and_unit(pressure(), 6 * 101325.0, Language::Chinese), "5.00 atm(g)");
}

TEST(Values, NeverShowAMinusZeroOrANumberThatIsNone) {
  EXPECT_EQ(number_of(pressure(), 101325.0 - 1.0), "0.00");
  EXPECT_EQ(number_of(pressure(), std::nan("")), "----");
  EXPECT_EQ(number_of(pressure(), INFINITY), "----");
}

TEST(Values, OfDiscreteTagsAreTheirStates) {
  Tag tag;
  tag.states = {{"停", "stopped"}, {"运行", "running"}};
  EXPECT_EQ(shown_text(tag, 1.0, Language::Chinese), "运行");
  EXPECT_EQ(shown_text(tag, 0.0, Language::English), "stopped");
  EXPECT_EQ(unit_text(tag), "");
}

TEST(Entries, AreReadInDisplayUnits) {
  EXPECT_DOUBLE_EQ(read_entry(pressure(), "5").value(), 6 * 101325.0);
  EXPECT_DOUBLE_EQ(read_entry(pressure(), " 5,0 ").value(), 6 * 101325.0);
  EXPECT_DOUBLE_EQ(read_entry(pressure(), "−0.5").value(), 0.5 * 101325.0);
}

TEST(Entries, ThatAreNotNumbersAreRefused) {
  for (const char* typed : {"", "abc", "1e999", "nan", "inf", "5 bar", "1 2", "--1"}) {
    EXPECT_FALSE(read_entry(pressure(), typed)) << typed;
  }
}

TEST(Entries, GoBackAndForthForEveryDecimal) {
  for (int k = -95; k < 900; k += 7) {
    const double si = (k / 100.0 + 1) * 101325.0;
    EXPECT_NEAR(read_entry(pressure(), number_of(pressure(), si)).value(), si, 1e-6 * 101325.0);
  }
}

TEST(Tags, OfOneComponentShareItsName) {
  EXPECT_EQ(component_of("FIC101.PV"), "FIC101");
  EXPECT_EQ(component_of("FIC101"), "FIC101");
}

TEST(Characters, AreReadFromDamagedText) {
  const std::string text = "a\xE5\x8E\x8B\xFF\xE5";
  std::size_t at = 0;
  EXPECT_EQ(next_character(text, at), 'a');
  EXPECT_EQ(next_character(text, at), 0x538BU); // U+538B
  EXPECT_EQ(next_character(text, at), 0xFFFDU);
  EXPECT_EQ(next_character(text, at), 0xFFFDU);
  EXPECT_EQ(at, text.size());
}

} // namespace
} // namespace jixia::hmi
