// The data types of xAPI: examples from the specifications they come from.
#include "records/xapi_values.h"

#include <gtest/gtest.h>

#include "http/http_date.h"

namespace jixia {
namespace {

TEST(Iri, HasASchemeAndNoForbiddenLetter) {
  for (const char* good :
       {"http://a", "urn:uuid:1", "mailto:a@b", "https://例子.cn/泵", "x+y-1.z:1"}) {
    EXPECT_TRUE(is_iri(good)) << good;
  }
  for (const char* bad : {"", "a", ":a", "http:", "1a:b", "a b:c", "http://a b", "http://a<b",
                          "ht tp://x", "ab=c://x"}) {
    EXPECT_FALSE(is_iri(bad)) << bad;
  }
}

TEST(Mailto, IsAnAddress) {
  EXPECT_TRUE(is_mailto("mailto:xapi@adlnet.gov"));
  for (const char* bad : {"xapi@adlnet.gov", "mailto:", "mailto:a", "mailto:@b", "mailto:a@",
                          "mailto:a@b@c", "mailto:a b@c"}) {
    EXPECT_FALSE(is_mailto(bad)) << bad;
  }
}

TEST(LanguageTag, FollowsRfc5646) { // the examples of its appendix A
  for (const char* good :
       {"de", "i-enochian", "zh-Hant", "zh-cmn-Hans-CN", "sl-rozaj-biske", "de-CH-1901", "es-419",
        "de-CH-x-phonebk", "x-whatever", "en-US-u-islamcal", "zh-CN-a-myext-x-private"}) {
    EXPECT_TRUE(is_language_tag(good)) << good;
  }
  for (const char* bad :
       {"", "a", "de-419-DE", "a-DE", "en_US", "zh-", "-zh", "en-toolongsubtag", "1en"}) {
    EXPECT_FALSE(is_language_tag(bad)) << bad;
  }
}

TEST(Duration, FollowsIso8601WithDesignators) {
  for (const char* good : {"PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W",
                           "PT0S", "P0.5Y", "PT0,5S"}) {
    EXPECT_TRUE(is_duration(good)) << good;
  }
  for (const char* bad : {"", "P", "PT", "P4W1D", "P1YT", "4S", "PT4", "PT1.S", "PT1.5H3S", "P1S",
                          "P0001-01-01T00:00:00", "P1M1Y"}) {
    EXPECT_FALSE(is_duration(bad)) << bad;
  }
}

std::string utc(const char* text) {
  const std::optional<Timestamp> read = read_timestamp(text);
  return read ? read->utc_text() : "none";
}

TEST(Timestamp, IsTheSameInstantInUtc) {
  EXPECT_EQ(utc("2015-11-18T12:17:00+00:00"), "2015-11-18T12:17:00.000Z");
  EXPECT_EQ(utc("2015-11-18T12:17:00.6Z"), "2015-11-18T12:17:00.600Z");
  EXPECT_EQ(utc("2015-12-31T20:00:00.123456-08:00"),
            "2016-01-01T04:00:00.123456Z");                                // over the year's end
  EXPECT_EQ(utc("2016-03-01T00:30:00+01:00"), "2016-02-29T23:30:00.000Z"); // a leap year
  EXPECT_EQ(utc("2026-03-09T08:15:30"), "2026-03-09T08:15:30.000Z");
  EXPECT_EQ(utc("1969-12-31T23:59:59.5Z"), "1969-12-31T23:59:59.500Z");
  EXPECT_EQ(read_timestamp("1970-01-02T00:00:00.25Z")->unix_ms(), 86'400'250);
}

TEST(Timestamp, WhatIsNoneIsRefused) {
  for (const char* bad :
       {"", "2015-11-18", "01/011/2015", "2015-13-01T00:00:00Z", "2015-02-29T00:00:00Z",
        "2015-11-18T24:00:00Z", "2015-11-18T12:60:00Z", "2015-11-18T12:17:00.Z",
        "2008-09-15T15:53:00.601-00", "2008-09-15T15:53:00.601-0000",
        "2008-09-15T15:53:00.601-00:00", "2015-11-18T12:17:00Zx", "2015-11-18 12:17:00Z"}) {
    EXPECT_EQ(utc(bad), "none") << bad;
  }
}

TEST(HttpDate, IsTheExampleOfRfc9110) {
  EXPECT_EQ(http_date_text(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

} // namespace
} // namespace jixia
