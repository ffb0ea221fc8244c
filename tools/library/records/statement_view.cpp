#include "records/statement_view.h"

#include <algorithm>
#include <charconv>

#include "http/base64.h"
#include "records/actor_check.h"
#include "records/check_place.h"
#include "records/statement_terms.h"
#include "records/xapi_request.h"

namespace jixia {
namespace {

std::size_t read_limit(const HttpRequest& request) {
  const std::string text = request.parameter("limit").value_or("0");
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  const bool is_huge = error == std::errc::result_out_of_range;
  if ((error != std::errc() && !is_huge) || end != text.data() + text.size()) {
    refuse(CheckPlace("limit"),
           {"参数 {0} 应为非负整数", "the parameter {0} must be a whole number, not negative"});
  }
  return limit == 0 || is_huge ? kMostPerPage : std::min(limit, kMostPerPage);
}

TermChoice choose(std::string_view value, TermKind kind, TermKind related, bool has_related) {
  TermChoice terms{calc_term(kind, value)};
  if (has_related) {
    terms.push_back(calc_term(related, value));
  }
  return terms;
}

std::vector<TermChoice> read_terms(const HttpRequest& request) {
  std::vector<TermChoice> terms;
  const bool has_related_agents = read_boolean_parameter(request, "related_agents");
  const bool has_related_activities = read_boolean_parameter(request, "related_activities");
  if (const auto agent = request.parameter("agent")) {
    terms.push_back(choose(agent_key(read_agent_parameter(*agent, "agent")), TermKind::Agent,
                           TermKind::RelatedAgent, has_related_agents));
  }
  if (const auto registration = find_uuid_parameter(request, "registration")) {
    terms.push_back({calc_term(TermKind::Registration, *registration)});
  }
  if (const auto activity = find_iri_parameter(request, "activity")) {
    terms.push_back(
        choose(*activity, TermKind::Activity, TermKind::RelatedActivity, has_related_activities));
  }
  if (const auto verb = find_iri_parameter(request, "verb")) {
    terms.push_back({calc_term(TermKind::Verb, *verb)});
  }
  return terms;
}

std::optional<std::int64_t> find_integer(const Json& object, const char* name) {
  const Json* value = find_value(object, name);
  return value && value->is_number_integer() ? std::optional(value->get<std::int64_t>())
                                             : std::nullopt;
}

} // namespace

StatementView::Format read_format(const HttpRequest& request) {
  const std::string format = request.parameter("format").value_or("exact");
  if (format != "exact" && format != "ids" && format != "canonical") {
    refuse(CheckPlace("format"), {"参数 {0} 应为 ids、exact 或 canonical",
                                  "the parameter {0} must be ids, exact or canonical"});
  }
  return format == "ids"         ? StatementView::Format::Ids
         : format == "canonical" ? StatementView::Format::Canonical
                                 : StatementView::Format::Exact;
}

StatementView read_statement_view(const HttpRequest& request) {
  StatementView view;
  view.query.terms = read_terms(request);
  view.query.since_ms = find_time_parameter(request, "since");
  view.query.until_ms = find_time_parameter(request, "until");
  view.query.is_ascending = read_boolean_parameter(request, "ascending");
  view.query.most = read_limit(request);
  view.format = read_format(request);
  view.has_attachments = read_boolean_parameter(request, "attachments");
  return view;
}

std::string StatementView::more_token(std::int64_t after_seq) const {
  Json json{
      {"t", query.terms}, {"a", after_seq}, {"n", query.most}, {"f", static_cast<int>(format)}};
  json["up"] = query.is_ascending ? 1 : 0;
  json["at"] = has_attachments ? 1 : 0;
  if (query.since_ms) {
    json["since"] = *query.since_ms;
  }
  if (query.until_ms) {
    json["until"] = *query.until_ms;
  }
  return encode_base64url(json_text(json));
}

// A token is nothing secret and gives no rights: whoever makes one up gets what a query gets.
std::optional<StatementView> StatementView::read_more_token(const std::string& token) {
  constexpr std::size_t kMostChoices = 10, kMostTerms = 2;
  const std::optional<std::string> text = decode_base64(token);
  const std::optional<Json> json = text ? parse_json(*text) : std::nullopt;
  const Json* terms = json && json->is_object() ? find_value(*json, "t") : nullptr;
  if (!terms || !terms->is_array() || terms->size() > kMostChoices) {
    return std::nullopt;
  }
  StatementView view;
  for (const Json& choice : *terms) {
    const bool is_good = choice.is_array() && !choice.empty() && choice.size() <= kMostTerms &&
                         std::all_of(choice.begin(), choice.end(),
                                     [](const Json& term) { return term.is_number_integer(); });
    if (!is_good) {
      return std::nullopt;
    }
    view.query.terms.push_back(choice.get<TermChoice>());
  }
  const std::int64_t most = find_integer(*json, "n").value_or(0),
                     format = find_integer(*json, "f").value_or(-1);
  view.query.after_seq = find_integer(*json, "a").value_or(0);
  view.query.is_ascending = find_integer(*json, "up") == 1;
  view.query.since_ms = find_integer(*json, "since");
  view.query.until_ms = find_integer(*json, "until");
  view.has_attachments = find_integer(*json, "at") == 1;
  if (most < 1 || most > static_cast<std::int64_t>(kMostPerPage) || format < 0 || format > 2 ||
      view.query.after_seq < 0) {
    return std::nullopt;
  }
  view.query.most = static_cast<std::size_t>(most);
  view.format = static_cast<Format>(format);
  return view;
}

} // namespace jixia
