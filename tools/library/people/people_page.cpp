#include "people/people_page.h"

namespace jixia {

HttpAnswer make_people_page(const HttpRequest& request, const Caller* caller, const Text& title,
                            const Html& main, int status) {
  Html html(request.language());
  html.add("<div class=\"top\"><h1>{}</h1></div><section class=\"card\">{}</section>", title, main);
  const PageHead head{title, Section::Account, false, false, status};
  return make_page(head, request, caller, html);
}

Html open_form(const Caller* caller, Language language, std::string_view action, bool has_file) {
  Html html(language);
  html.add("<form method=\"post\" action=\"{}\"", action);
  html.add_if(has_file, " enctype=\"multipart/form-data\"");
  return html.add(">").add_safe(csrf_field(caller));
}

Html input_field(Language language, std::string_view name, const Text& label, std::string_view type,
                 std::string_view value, std::string_view autocomplete) {
  Html html(language);
  return html.add(
      "<div class=\"field\"><label for=\"{}\">{}</label><input id=\"{}\" name=\"{}\" type=\"{}\" "
      "value=\"{}\" autocomplete=\"{}\" maxlength=\"256\"></div>",
      name, label, name, name, type, value, autocomplete);
}

Html problem_note(Language language, const Text& problem) {
  Html html(language);
  return html.add("<p class=\"note bad\" role=\"alert\">{}</p>", problem);
}

Html start_passwords_table(Language language, const std::vector<ImportedLearner>& learners) {
  Html html(language);
  html.add(
      "<p class=\"note\">{}</p><div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th>"
      "<th>{}</th></tr></thead><tbody>",
      Text{"初始密码只显示这一次：现在打印，发给本人。首次登录时本人改成自己的密码。",
           "Start passwords are shown this once: print them now and hand them out. Each is "
           "changed by its owner at the first sign-in."},
      Text{"账号", "Account"}, Text{"姓名", "Name"}, Text{"初始密码", "Start password"});
  for (const ImportedLearner& learner : learners) {
    html.add("<tr><td>{}</td><td>{}</td>", learner.person.login, learner.person.name);
    if (learner.start_password.empty()) {
      html.add("<td class=\"quiet\">{}</td></tr>", Text{"已有账号", "has an account"});
    } else {
      html.add("<td><code>{}</code></td></tr>", learner.start_password);
    }
  }
  return html.add("</tbody></table></div>");
}

Person want_person(Accounts& accounts, const HttpRequest& request, const Caller& caller,
                   std::size_t place) {
  const std::string& id = request.path_values.at(place);
  if (accounts.classes.may_see(caller, id)) {
    if (std::optional<Person> person = accounts.people.find(caller.school, id)) {
      return *person;
    }
  }
  throw Refusal{404, {"没有这个人", "there is no such person"}};
}

} // namespace jixia
