#include "trust/json_value.h"

#include <gtest/gtest.h>

namespace jixia {
namespace {

std::string canonical(std::string_view text) {
  const std::optional<JsonValue> value = read_json(text);
  return value ? canonical_json(*value) : "refused";
}

TEST(CanonicalJson, SortsMembersByTheirBytesAndHasNoSpace) {
  EXPECT_EQ(canonical(R"( { "b" : 1 , "a" : [ true , null , "x" ] , "B" : {} } )"),
            R"({"B":{},"a":[true,null,"x"],"b":1})");
  // U+10000 sorts behind U+FF61 by bytes, before it by UTF-16 units.
  EXPECT_EQ(canonical(R"({"𐀀":1,"｡":2})"), R"({"｡":2,"𐀀":1})");
}

TEST(CanonicalJson, EscapesQuoteAndBackslashOnly) {
  EXPECT_EQ(canonical(R"("\u0041\n\"\\\/\u4e2d")"), "\"A\n\\\"\\\\/中\"");
  EXPECT_EQ(json_text(JsonValue("a\nb")), R"("a\u000ab")");
}

TEST(CanonicalJson, WholeNumbersOnly) {
  EXPECT_EQ(canonical("-12"), "-12");
  EXPECT_EQ(canonical("9007199254740992"), "9007199254740992");
  for (const char* wrong : {"1.0", "1e3", "01", "-0", "-", "9007199254740993",
                            "99999999999999999999", "+1", "NaN", "0x1"}) {
    EXPECT_EQ(canonical(wrong), "refused") << wrong;
  }
}

TEST(CanonicalJson, WhatTwoReadersMightReadDifferentlyIsRefused) {
  for (const char* wrong : {R"({"a":1,"a":2})",
                            "[1,]",
                            "{\"a\":1,}",
                            "{a:1}",
                            "['a']",
                            "[1] x",
                            "[1]]",
                            "",
                            "nul",
                            "[",
                            R"("\ud800")",
                            R"("\udc00x")",
                            R"("\x41")",
                            "\"\xff\"",
                            "\"\xc0\x80\"",
                            "\"\xed\xa0\x80\"",
                            "\"a\nb\"",
                            "\"abc",
                            "// x\n1",
                            "\xef\xbb\xbf[]"}) {
    EXPECT_EQ(canonical(wrong), "refused") << wrong;
  }
}

TEST(CanonicalJson, DepthAndSizeAreBounded) {
  EXPECT_NE(canonical(std::string(16, '[') + std::string(16, ']')), "refused");
  EXPECT_EQ(canonical(std::string(18, '[') + std::string(18, ']')), "refused");
  EXPECT_EQ(canonical(std::string(1'000'000, '[')), "refused");
  EXPECT_EQ(canonical(std::string(kMostJsonBytes + 1, ' ') + "1"), "refused");
}

} // namespace
} // namespace jixia
