// What a harvester of another library sees.
#include <gtest/gtest.h>

#include "library_with_school.h"

namespace jixia {
namespace {

class OaiPmh : public LibraryWithSchool {
 protected:
  std::string ask(const std::string& query) {
    const auto answer = client_->Get("/oai?" + query);
    return answer && answer->status == 200 ? answer->body : "";
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }
  static constexpr const char* kRecord = "oai:jixia:linzi/demo@1.0.0";
};

TEST_F(OaiPmh, AllSixVerbsAnswer) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const std::string identify = ask("verb=Identify");
  EXPECT_TRUE(has(identify, "<protocolVersion>2.0</protocolVersion>"));
  EXPECT_TRUE(has(identify, "<deletedRecord>persistent</deletedRecord>"));
  EXPECT_TRUE(has(ask("verb=ListMetadataFormats"), "<metadataPrefix>lom</metadataPrefix>"));
  EXPECT_TRUE(has(ask("verb=ListSets"), "<setSpec>linzi</setSpec>"));
  EXPECT_TRUE(has(ask("verb=ListIdentifiers&metadataPrefix=oai_dc"), kRecord));
  const std::string dc = ask("verb=ListRecords&metadataPrefix=oai_dc");
  EXPECT_TRUE(has(dc, "<dc:title xml:lang=\"zh\">离心泵单元</dc:title>"));
  const std::string lom =
      ask("verb=GetRecord&metadataPrefix=lom&identifier=oai%3Ajixia%3Alinzi/demo%401.0.0");
  EXPECT_TRUE(has(lom, "<value>simulation</value>")) << lom;
  const auto post = client_->Post("/oai", "verb=ListRecords&metadataPrefix=oai_dc",
                                  "application/x-www-form-urlencoded");
  EXPECT_TRUE(has(post->body, kRecord));
}

TEST_F(OaiPmh, MistakesAreNamedAsTheProtocolSays) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const std::map<std::string, std::string> errors{
      {"", "badVerb"},
      {"verb=Nonsense", "badVerb"},
      {"verb=Identify&x=1", "badArgument"},
      {"verb=ListRecords", "badArgument"},
      {"verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"},
      {"verb=ListRecords&metadataPrefix=lom&from=yesterday", "badArgument"},
      {"verb=ListRecords&metadataPrefix=lom&from=2027-01-01&until=2026-01-01", "badArgument"},
      {"verb=ListRecords&metadataPrefix=lom&until=2001-01-01", "noRecordsMatch"},
      {"verb=ListRecords&metadataPrefix=lom&set=zibo", "noRecordsMatch"},
      {"verb=ListRecords&resumptionToken=x", "badResumptionToken"},
      {"verb=ListRecords&resumptionToken=lom!0!1!!x", "badResumptionToken"},
      {"verb=ListRecords&resumptionToken=lom!0!1!!1&metadataPrefix=lom", "badArgument"},
      {"verb=GetRecord&metadataPrefix=lom&identifier=oai:jixia:linzi/demo@9.9.9", "idDoesNotExist"},
      {"verb=GetRecord&metadataPrefix=lom&identifier=../../etc/passwd", "idDoesNotExist"},
      {"verb=GetRecord&metadataPrefix=lom", "badArgument"},
      {"verb=ListIdentifiers&verb=Identify&metadataPrefix=lom", "badArgument"},
  };
  for (const auto& [query, code] : errors) {
    EXPECT_TRUE(has(ask(query), "<error code=\"" + code + "\">")) << query << "\n" << ask(query);
  }
}

TEST_F(OaiPmh, AWithdrawnPackStaysAsADeletedRecord) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  ASSERT_TRUE(
      withdraw_pack("demo", "1.0.0", "yanked", {"x", "x"}, publisher("linzi"), key(5), problems_));
  const std::string records = ask("verb=ListRecords&metadataPrefix=oai_dc");
  EXPECT_TRUE(has(records, "<header status=\"deleted\"><identifier>" + std::string(kRecord)));
  EXPECT_FALSE(has(records, "<metadata>"));
}

TEST_F(OaiPmh, LongListsComeInPieces) {
  // Rows straight into the table: sixty packs are not worth sixty publications.
  PackStore& packs = server_->registry().packs();
  for (int k = 0; k < 60; ++k) {
    PackRow row;
    row.name = {"zibo",
                "pack-" + std::string(1, static_cast<char>('a' + k / 26)) +
                    std::string(1, static_cast<char>('a' + k % 26)),
                "1.0.0"};
    row.number = packs.announce(row, {});
    row.facts = "{}";
    packs.set_listed(row, "", {}, [](const std::vector<PackRow>&) {});
  }
  std::string list = ask("verb=ListIdentifiers&metadataPrefix=lom");
  std::size_t count = 0;
  for (int pieces = 1; pieces <= 2; ++pieces) {
    for (std::size_t at = list.find("<header>"); at != std::string::npos;
         at = list.find("<header>", at + 1)) {
      ++count;
    }
    const std::size_t at = list.find("<resumptionToken>");
    if (pieces == 1) {
      ASSERT_NE(at, std::string::npos);
      const std::string token = list.substr(at + 17, list.find('<', at + 1) - at - 17);
      list = ask("verb=ListIdentifiers&resumptionToken=" + token);
    } else {
      EXPECT_TRUE(has(list, "<resumptionToken/>"));
    }
  }
  EXPECT_EQ(count, 60u);
}

} // namespace
} // namespace jixia
