// JSON of strangers: what is taken, and that it is written as nlohmann's own writer does.
#include "records/json_text.h"

#include <gtest/gtest.h>

namespace jixia {
namespace {

TEST(JsonText, IsWhatTheLibrarysOwnWriterWrites) {
  for (const char* text :
       {"{}", "[]", R"({"a":[],"b":{}})", R"([1,-2,0.5,1e300,18446744073709551615,true,null])",
        R"(["plain","quote \" back \\ line \n tab \t nul \u0000 del \u007f","气蚀 ℃ 😀",""])",
        R"({"名":{"é":[[[]]]},"a b":"c"})"}) {
    const std::optional<Json> value = parse_json(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(*value, Json::parse(text)) << text;
    EXPECT_EQ(json_text(*value), Json::parse(text).dump()) << text;
  }
}

TEST(JsonText, NamesAreSortedSoThatEqualValuesGiveEqualText) {
  EXPECT_EQ(json_text(*parse_json(R"({"b":1,"a":2})")), R"({"a":2,"b":1})");
}

TEST(JsonText, ANameThatStandsTwiceIsRefusedAtAnyDepth) {
  EXPECT_FALSE(parse_json(R"({"a":1,"a":1})"));
  EXPECT_FALSE(parse_json(R"([{"x":{"a":1,"b":2,"a":3}}])"));
  EXPECT_TRUE(parse_json(R"([{"a":1},{"a":1}])"));
}

TEST(JsonText, DepthEndsAtTheLimit) {
  const auto nested = [](int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
  };
  EXPECT_TRUE(parse_json(nested(kDeepestJson)));
  EXPECT_FALSE(parse_json(nested(kDeepestJson + 1)));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
}

TEST(JsonText, WhatIsNoJsonIsRefused) {
  for (const char* text : {"", " ", "{", "[1,]", "{\"a\"}", "nul", "1 2", "NaN", "1e999",
                           "\"\xff\"", "\"\xed\xa0\x80\"", "{}x"}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
}

} // namespace
} // namespace jixia
