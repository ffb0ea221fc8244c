#include <charconv>

#include "accounts/retention.h"
#include "http/form.h"
#include "people/people_page.h"
#include "people/people_routes.h"

namespace jixia {
namespace {

constexpr int kRowsPerPage = 200;
const Text kRetention{"保存期限", "Retention"};

std::int64_t read_number(const std::string& text, std::int64_t otherwise) {
  std::int64_t number = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

// By name for whoever may know it: the administrator, of the own school.
std::string shown_person(Accounts& accounts, const Caller& caller, const std::string& id,
                         Language language) {
  if (!caller.school.empty() && caller.may(Permission::ManagePeople)) {
    if (const std::optional<Person> person = accounts.people.find(caller.school, id)) {
      return person->login + " " + person->name;
    }
  }
  return id == kCommandLine ? Text{"命令行", "command line"}.in(language) : id;
}

// A class by its name, what else happened to somebody as a person.
std::string shown_target(Accounts& accounts, const Caller& caller, const std::string& id,
                         Language language) {
  if (!caller.school.empty() && caller.may(Permission::ManagePeople)) {
    if (const std::optional<SchoolClass> found = accounts.classes.find(caller.school, id)) {
      return found->name;
    }
  }
  return shown_person(accounts, caller, id, language);
}

// "+ID" and "-ID": who came into a class or left it; a role by its name.
std::string shown_detail(Accounts& accounts, const Caller& caller, const std::string& detail,
                         Language language) {
  if (detail.starts_with('+') || detail.starts_with('-')) {
    return (detail.front() == '+' ? "+ " : "− ") +
           shown_person(accounts, caller, detail.substr(1), language);
  }
  const std::optional<Role> role = find_role(detail);
  return role ? role_name(*role).in(language) : detail;
}

HttpAnswer show_audit(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const std::int64_t before = read_number(request.parameter("before").value_or(""), 0);
  const std::optional<std::string> school =
      caller.school.empty() ? std::nullopt : std::optional(caller.school);
  const std::vector<AuditRow> rows = accounts.audit.rows(school, before, kRowsPerPage);
  const Language language = request.language();
  Html html(language);
  html.add(
      "<div class=\"table\"><table><thead><tr><th class=\"number\">{}</th><th>{}</th>"
      "<th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>",
      Text{"序号", "Row"}, Text{"时间", "Time"}, Text{"学校", "School"}, Text{"事件", "Event"},
      Text{"操作者", "By"}, Text{"对象", "Target"}, Text{"说明", "Detail"},
      Text{"地址", "Address"});
  for (const AuditRow& row : rows) {
    html.add(
        "<tr><td class=\"number\">{}</td><td class=\"date\">{}</td><td>{}</td><td>{}</td>"
        "<td class=\"name\">{}</td><td class=\"name\">{}</td><td>{}</td><td>{}</td></tr>",
        row.seq, minute_text(row.at_ms), row.school, audit_action_name(row.action),
        shown_person(accounts, caller, row.actor, language),
        shown_target(accounts, caller, row.target, language),
        shown_detail(accounts, caller, row.detail, language), row.address);
  }
  html.add("</tbody></table></div>");
  if (rows.size() == static_cast<std::size_t>(kRowsPerPage)) {
    html.add("<p class=\"pages\"><a class=\"button\" href=\"/audit?before={}\">{}</a></p>",
             rows.back().seq, Text{"更早", "Older"});
  }
  return make_people_page(request, &caller, {"审计日志", "Audit log"}, html);
}

HttpAnswer show_retention(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Language language = request.language();
  const RetentionRule rule = find_retention(accounts.hub, caller.school);
  Html html(language);
  html.add("<p class=\"note\">{}</p>",
           Text{"到期的数据每天清理一次，不能恢复；0 表示一直保存。成绩本身和凭据不清理",
                "What is due is cleared once a day, for good; 0 keeps it for ever. Results "
                "themselves and receipts are not cleared"})
      .add(open_form(&caller, language, "/retention"))
      .add(input_field(language, "bundle_days",
                       {"原始练习记录，收到后保存的天数", "Raw attempts: days after they came in"},
                       "number", std::to_string(rule.bundle_days)))
      .add(input_field(language, "person_days",
                       {"学员的个人数据，最后一次登录或练习后保存的天数",
                        "Learners' personal data: days after the last sign-in or attempt"},
                       "number", std::to_string(rule.person_days)))
      .add("<p class=\"actions\"><button class=\"primary\">{}</button></p></form>",
           Text{"保存", "Save"});
  return make_people_page(request, &caller, kRetention, html);
}

HttpAnswer change_retention(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Form form = read_form(request);
  set_retention(
      accounts.hub, caller.school,
      {read_number(form.value("bundle_days"), -1), read_number(form.value("person_days"), -1)},
      actor_of(request, caller));
  return make_redirect("/retention");
}

} // namespace

void add_audit_routes(RouteTable& routes, Accounts& accounts) {
  const Access audit{.roles = roles_with(Permission::ReadAuditLog)};
  const Access administrator{.roles = roles_with(Permission::ManagePeople)};
  const auto add = [&](const char* method, const char* path, const Access& access, auto handle) {
    routes.add(
        {method, path, access, 4096, [&accounts, handle](const HttpRequest& in, const Caller* who) {
           return handle(accounts, in, *who);
         }});
  };
  add("GET", "/audit", audit, show_audit);
  add("GET", "/retention", administrator, show_retention);
  add("POST", "/retention", administrator, change_retention);
}

} // namespace jixia
