#include "registry/oai_record.h"

#include <nlohmann/json.hpp>

#include "scenario/pack_name.h"
#include "trust/tuf_metadata.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kScheme = "oai:jixia:";

Json facts_of(const PackRow& row) {
  const Json facts = Json::parse(row.facts, nullptr, false);
  return facts.is_object() ? facts : Json::object();
}

std::string half(const Json& facts, const char* name, const char* language) {
  const Json pair = facts.value(name, Json::object());
  return pair.is_object() ? pair.value(language, "") : "";
}

std::string element(const std::string& name, const std::string& text,
                    const std::string& more = "") {
  return text.empty() ? "" : "<" + name + more + ">" + xml_text(text) + "</" + name + ">";
}

/// One text of LOM in both languages.
std::string lang_strings(const Json& facts, const char* name) {
  return element("string", half(facts, name, "zh"), " language=\"zh-CN\"") +
         element("string", half(facts, name, "en"), " language=\"en\"");
}

std::string vocabulary(const std::string& name, const std::string& value) {
  return "<" + name + "><source>LOMv1.0</source>" + element("value", value) + "</" + name + ">";
}

/// Codes of one kind: specialities and occupations, each with the list it is from.
std::string classification(const std::string& purpose, const std::string& source,
                           const Json& codes) {
  std::string paths;
  for (const Json& code : codes) {
    paths += "<taxonPath><source>" + element("string", source, " language=\"zh-CN\"") +
             "</source><taxon>" + element("id", code.is_string() ? code.get<std::string>() : "") +
             "</taxon></taxonPath>";
  }
  return paths.empty()
             ? ""
             : "<classification>" + vocabulary("purpose", purpose) + paths + "</classification>";
}

} // namespace

std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t'
                       ? std::string(1, c)
                       : "";
    }
  }
  return escaped;
}

std::string oai_identifier(const PackName& name) {
  return std::string(kScheme) + name.text();
}

bool read_oai_identifier(std::string_view identifier, PackName& name) {
  const std::size_t slash = identifier.find('/'), at = identifier.find('@');
  if (!identifier.starts_with(kScheme) || slash == std::string_view::npos ||
      at == std::string_view::npos || at < slash) {
    return false;
  }
  name.school = identifier.substr(kScheme.size(), slash - kScheme.size());
  name.id = identifier.substr(slash + 1, at - slash - 1);
  name.version = identifier.substr(at + 1);
  return is_tuf_role_name(name.school) && is_pack_id(name.id) && is_pack_version(name.version);
}

std::string oai_header(const PackRow& row) {
  return std::string("<header") + (row.withdrawn.empty() ? "" : " status=\"deleted\"") + ">" +
         element("identifier", oai_identifier(row.name)) +
         element("datestamp", utc_text(row.changed_ms / 1000)) +
         element("setSpec", row.name.school) + "</header>";
}

std::string oai_dc_metadata(const PackRow& row, const std::string& address) {
  const Json facts = facts_of(row);
  std::string dc =
      "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/ "
      "http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">";
  for (const char* language : {"zh", "en"}) {
    const std::string mark = std::string(" xml:lang=\"") + language + "\"";
    dc += element("dc:title", half(facts, "title", language), mark);
    dc += element("dc:description", half(facts, "summary", language), mark);
  }
  dc += element("dc:creator", facts.value("school", "")) +
        element("dc:publisher", facts.value("community", ""));
  for (const char* kind : {"specialities", "occupations"}) {
    for (const Json& code : facts.value(kind, Json::array())) {
      dc += element("dc:subject", code.is_string() ? code.get<std::string>() : "");
    }
  }
  return dc + element("dc:date", utc_text(row.announced_ms / 1000).substr(0, 10)) +
         element("dc:type", "InteractiveResource") + element("dc:format", "application/zip") +
         element("dc:identifier", address) + element("dc:language", "zh") +
         element("dc:language", "en") + element("dc:rights", facts.value("licence", "")) +
         "</oai_dc:dc>";
}

std::string lom_metadata(const PackRow& row, const std::string& address) {
  const Json facts = facts_of(row);
  std::string lom =
      "<lom xmlns=\"http://ltsc.ieee.org/xsd/LOM\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"http://ltsc.ieee.org/xsd/LOM "
      "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd\">";
  lom += "<general><identifier>" + element("catalog", "oai") +
         element("entry", oai_identifier(row.name)) + "</identifier><title>" +
         lang_strings(facts, "title") + "</title>" + element("language", "zh-CN") +
         element("language", "en") + "<description>" + lang_strings(facts, "summary") +
         "</description></general>";
  lom += "<lifeCycle><version>" + element("string", row.name.version, " language=\"en\"") +
         "</version>" + vocabulary("status", "final") + "</lifeCycle>";
  lom += "<technical>" + element("format", "application/zip") +
         element("size", std::to_string(row.size)) + element("location", address) + "</technical>";
  lom += "<educational>" + vocabulary("interactivityType", "active") +
         vocabulary("learningResourceType", "simulation") +
         vocabulary("interactivityLevel", "very high") +
         vocabulary("intendedEndUserRole", "learner") + vocabulary("context", "training") +
         "</educational>";
  lom += "<rights>" + vocabulary("copyrightAndOtherRestrictions", "yes") + "<description>" +
         element("string", facts.value("licence", ""), " language=\"en\"") +
         "</description></rights>";
  return lom +
         classification("discipline", "职业教育专业目录", // texts: one language
                        facts.value("specialities", Json::array())) +
         classification("competency", "职业分类大典", // texts: one language
                        facts.value("occupations", Json::array())) +
         "</lom>";
}

} // namespace jixia
