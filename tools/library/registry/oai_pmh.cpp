#include "registry/oai_pmh.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "registry/oai_record.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

constexpr int kRecordsPerPiece = 50;
constexpr std::int64_t kFarFuture = 253'402'300'799; // [s] end of the year 9999

/// An error of the protocol, which still answers with HTTP 200.
struct HarvestError {
  const char* code;
  std::string what;
};

/// Arguments, each at most once.
class Arguments {
 public:
  explicit Arguments(const HttpRequest& request) {
    auto all = request.parameters;
    if (request.method == "POST") {
      all = read_form(request.body);
    }
    for (const auto& [name, value] : all) {
      if (!values_.emplace(name, value).second) {
        is_repeated_ = true;
      }
    }
  }

  std::string get(const std::string& name) const {
    const auto found = values_.find(name);
    return found != values_.end() ? found->second : "";
  }
  bool has(const std::string& name) const { return values_.contains(name); }
  const std::map<std::string, std::string>& all() const { return values_; }

  /// Throws unless exactly the needed ones and none but the allowed ones are there.
  void expect(const std::set<std::string>& needed, const std::set<std::string>& allowed) const {
    for (const std::string& name : needed) {
      if (get(name).empty()) {
        throw HarvestError{"badArgument", name + " is missing"};
      }
    }
    for (const auto& [name, value] : values_) {
      if (name != "verb" && !needed.contains(name) && !allowed.contains(name)) {
        throw HarvestError{"badArgument", name + " is not allowed here"};
      }
    }
    if (is_repeated_) {
      throw HarvestError{"badArgument", "an argument stands twice"};
    }
  }

 private:
  static std::string decode(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string plain;
    for (std::size_t k = 0; k < text.size(); ++k) {
      const auto digit = [&](std::size_t at) {
        const char c = at < text.size() ? text[at] : '?';
        return kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
      };
      if (text[k] == '%' && digit(k + 1) < 16 && digit(k + 2) < 16) {
        plain += static_cast<char>(digit(k + 1) * 16 + digit(k + 2));
        k += 2;
      } else {
        plain += text[k] == '+' ? ' ' : text[k];
      }
    }
    return plain;
  }

  static std::multimap<std::string, std::string> read_form(std::string_view body) {
    std::multimap<std::string, std::string> values;
    while (!body.empty() && values.size() < 20) {
      const std::size_t end = std::min(body.find('&'), body.size());
      const std::string_view pair = body.substr(0, end);
      const std::size_t equal = std::min(pair.find('='), pair.size());
      values.emplace(decode(pair.substr(0, equal)),
                     decode(pair.substr(std::min(equal + 1, pair.size()))));
      body.remove_prefix(std::min(end + 1, body.size()));
    }
    return values;
  }

  std::map<std::string, std::string> values_;
  bool is_repeated_ = false;
};

/// What a list asks for, also as its resumption token: "lom!FROM!UNTIL!SET!AFTER".
struct Selection {
  std::string prefix, set;
  std::int64_t from = 0, until = kFarFuture; ///< [s]
  std::int64_t after = 0;                    ///< number of the last record sent

  std::string token() const {
    return prefix + "!" + std::to_string(from) + "!" + std::to_string(until) + "!" + set + "!" +
           std::to_string(after);
  }
};

void check_prefix(const std::string& prefix) {
  if (prefix != "oai_dc" && prefix != "lom") {
    throw HarvestError{"cannotDisseminateFormat", "formats: oai_dc, lom"};
  }
}

std::int64_t read_number(const std::string& text) {
  std::int64_t number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) {
    throw HarvestError{"badResumptionToken", "this token is not ours"};
  }
  return number;
}

Selection read_token(const std::string& token) {
  std::vector<std::string> parts{""};
  for (const char c : token) {
    if (c == '!') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  if (parts.size() != 5 || (parts[0] != "oai_dc" && parts[0] != "lom")) {
    throw HarvestError{"badResumptionToken", "this token is not ours"};
  }
  return {parts[0], parts[3], read_number(parts[1]), read_number(parts[2]), read_number(parts[4])};
}

/// "2026-01-31" or "2026-01-31T12:00:00Z".
std::int64_t read_date(const std::string& text, bool is_end) {
  const bool is_day = text.size() == 10;
  const auto instant = read_utc(is_day ? text + (is_end ? "T23:59:59Z" : "T00:00:00Z") : text);
  if (!instant) {
    throw HarvestError{"badArgument", "a date is written 2026-01-31 or 2026-01-31T12:00:00Z"};
  }
  return *instant;
}

Selection read_selection(const Arguments& arguments) {
  if (arguments.has("resumptionToken")) {
    arguments.expect({"resumptionToken"}, {});
    return read_token(arguments.get("resumptionToken"));
  }
  arguments.expect({"metadataPrefix"}, {"from", "until", "set"});
  Selection selection;
  selection.prefix = arguments.get("metadataPrefix");
  selection.set = arguments.get("set");
  const std::string from = arguments.get("from"), until = arguments.get("until");
  if (arguments.has("from")) {
    selection.from = read_date(from, false);
  }
  if (arguments.has("until")) {
    selection.until = read_date(until, true);
  }
  if ((!from.empty() && !until.empty() && from.size() != until.size()) ||
      selection.from > selection.until) {
    throw HarvestError{"badArgument", "from and until do not go together"};
  }
  check_prefix(selection.prefix);
  return selection;
}

class Harvest {
 public:
  Harvest(const HttpRequest& request, const PackStore& packs, Hub& hub)
      : arguments_(request),
        packs_(packs),
        hub_(hub),
        origin_("http://" + request.header("Host")) {}

  std::string answer() {
    std::string body;
    std::string attributes;
    try {
      body = answer_verb();
      for (const auto& [name, value] : arguments_.all()) {
        attributes += " " + name + "=\"" + xml_text(value) + "\"";
      }
    } catch (const HarvestError& error) {
      body = "<error code=\"" + std::string(error.code) + "\">" + xml_text(error.what) + "</error>";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
           "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ "
           "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">"
           "<responseDate>" +
           utc_text(utc_now()) + "</responseDate><request" + attributes + ">" +
           xml_text(origin_ + "/oai") + "</request>" + body + "</OAI-PMH>\n";
  }

 private:
  std::string answer_verb() {
    const std::string verb = arguments_.get("verb");
    if (verb == "Identify") {
      return identify();
    }
    if (verb == "ListMetadataFormats") {
      return list_formats();
    }
    if (verb == "ListSets") {
      return list_sets();
    }
    if (verb == "GetRecord") {
      return get_record();
    }
    if (verb == "ListRecords" || verb == "ListIdentifiers") {
      return list_records(verb);
    }
    throw HarvestError{"badVerb",
                       "verbs: Identify, ListMetadataFormats, ListSets, ListIdentifiers, "
                       "ListRecords, GetRecord"};
  }

  std::string identify() {
    arguments_.expect({}, {});
    const std::vector<PackRow> first = packs_.changed(0, kFarFuture * 1000, 0, 1);
    return "<Identify><repositoryName>Jixia library</repositoryName><baseURL>" +
           xml_text(origin_ + "/oai") +
           "</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>library@jixia.invalid</"
           "adminEmail>"
           "<earliestDatestamp>" +
           utc_text(first.empty() ? 0 : first.front().announced_ms / 1000) +
           "</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
           "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>";
  }

  std::string list_formats() {
    arguments_.expect({}, {"identifier"});
    if (arguments_.has("identifier")) {
      find(arguments_.get("identifier"));
    }
    const auto format = [](const char* prefix, const char* schema, const char* space) {
      return std::string("<metadataFormat><metadataPrefix>") + prefix +
             "</metadataPrefix><schema>" + schema + "</schema><metadataNamespace>" + space +
             "</metadataNamespace></metadataFormat>";
    };
    return "<ListMetadataFormats>" +
           format("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                  "http://www.openarchives.org/OAI/2.0/oai_dc/") +
           format("lom", "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd",
                  "http://ltsc.ieee.org/xsd/LOM") +
           "</ListMetadataFormats>";
  }

  std::string list_sets() {
    arguments_.expect({}, {"resumptionToken"});
    if (arguments_.has("resumptionToken")) {
      throw HarvestError{"badResumptionToken", "the list of sets comes in one piece"};
    }
    std::string sets;
    for (const School& school : hub_.schools()) {
      sets += "<set><setSpec>" + xml_text(school.id) + "</setSpec><setName>" +
              xml_text(school.name_zh + " " + school.name_en) + "</setName></set>";
    }
    return "<ListSets>" + sets + "</ListSets>";
  }

  PackRow find(const std::string& identifier) {
    PackName name;
    const auto row = read_oai_identifier(identifier, name) ? packs_.find(name) : std::nullopt;
    if (!row || row->state != PackRow::State::Listed) {
      throw HarvestError{"idDoesNotExist", "no record has this identifier"};
    }
    return *row;
  }

  std::string record(const PackRow& row, const std::string& prefix) const {
    const std::string address =
        origin_ + "/api/packs/" + row.name.school + "/" + row.name.id + "/" + row.name.version;
    return "<record>" + oai_header(row) +
           (!row.withdrawn.empty() ? ""
                                   : "<metadata>" +
                                         (prefix == "lom" ? lom_metadata(row, address)
                                                          : oai_dc_metadata(row, address)) +
                                         "</metadata>") +
           "</record>";
  }

  std::string get_record() {
    arguments_.expect({"identifier", "metadataPrefix"}, {});
    const PackRow row = find(arguments_.get("identifier"));
    check_prefix(arguments_.get("metadataPrefix"));
    return "<GetRecord>" + record(row, arguments_.get("metadataPrefix")) + "</GetRecord>";
  }

  std::string list_records(const std::string& verb) {
    Selection selection = read_selection(arguments_);
    std::string list;
    int count = 0;
    bool is_more = false;
    for (std::int64_t after = selection.after; !is_more;) {
      const std::vector<PackRow> rows = packs_.changed(
          selection.from * 1000, selection.until * 1000 + 999, after, kRecordsPerPiece + 1);
      for (const PackRow& row : rows) {
        after = row.number;
        if (!selection.set.empty() && row.name.school != selection.set) {
          continue;
        }
        if (count == kRecordsPerPiece) {
          is_more = true;
          break;
        }
        list += verb == "ListRecords" ? record(row, selection.prefix) : oai_header(row);
        selection.after = row.number;
        ++count;
      }
      if (static_cast<int>(rows.size()) <= kRecordsPerPiece) {
        break;
      }
    }
    if (count == 0) {
      throw HarvestError{"noRecordsMatch", "there are no such records"};
    }
    if (is_more) {
      list += "<resumptionToken>" + xml_text(selection.token()) + "</resumptionToken>";
    } else if (arguments_.has("resumptionToken")) {
      list += "<resumptionToken/>"; // the last piece
    }
    return "<" + verb + ">" + list + "</" + verb + ">";
  }

  Arguments arguments_;
  const PackStore& packs_;
  Hub& hub_;
  std::string origin_;
};

} // namespace

HttpAnswer answer_harvester(const HttpRequest& request, const PackStore& packs, Hub& hub) {
  HttpAnswer answer;
  answer.content_type = "text/xml; charset=utf-8";
  answer.body = Harvest(request, packs, hub).answer();
  return answer.with("Cache-Control", "no-cache");
}

} // namespace jixia
