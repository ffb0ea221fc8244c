#include "people/people_routes.h"

#include "http/form.h"
#include "people/people_page.h"
#include "people/personal_data.h"

namespace jixia {
namespace {

constexpr std::size_t kMostFormBytes = 16 * 1024;
constexpr int kPeoplePerPage = 100;
const Text kPeople{"人员", "People"};
const Text kClasses{"班级", "Classes"};

std::string person_path(const Person& person, const char* what = "") {
  return "/people/" + person.id + what;
}

void add_role_choice(Html& html, Role chosen) {
  html.add("<div class=\"field\"><label for=\"role\">{}</label><select id=\"role\" name=\"role\">",
           Text{"角色", "Role"});
  for (const Role role : all_roles()) {
    if (belongs_to_school(role)) {
      html.add("<option value=\"{}\"", role_id(role))
          .add_if(role == chosen, " selected")
          .add(">{}</option>", role_name(role));
    }
  }
  html.add("</select></div>");
}

Role want_school_role(const Form& form) {
  const std::optional<Role> role = find_role(form.value("role"));
  if (!role || !belongs_to_school(*role)) {
    throw Refusal{400, {"没有这个角色", "there is no such role"}};
  }
  return *role;
}

void add_people_table(Html& html, const std::vector<Person>& people) {
  html.add(
      "<div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th>"
      "</tr></thead><tbody>",
      Text{"账号", "Account"}, Text{"姓名", "Name"}, Text{"角色", "Role"},
      Text{"最近登录", "Last sign-in"});
  for (const Person& person : people) {
    html.add("<tr><td><a href=\"{}\">{}</a></td><td class=\"name\">{}</td><td>{}",
             person_path(person), person.login, person.name, role_name(person.role));
    html.add_if(person.is_disabled, " <span class=\"mark bad\">{}</span>",
                Text{"已停用", "disabled"});
    html.add("</td><td>{}</td></tr>",
             person.seen_ms == 0 ? Text{"从未", "never"} : same_text(minute_text(person.seen_ms)));
  }
  html.add("</tbody></table></div>");
}

HttpAnswer show_people(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Language language = request.language();
  const std::vector<Person> people =
      accounts.people.list(caller.school, request.parameter("after").value_or(""), kPeoplePerPage);
  Html html(language);
  add_people_table(html, people);
  if (people.size() == static_cast<std::size_t>(kPeoplePerPage)) {
    html.add("<p class=\"pages\"><a class=\"button\" href=\"/people?after={}\">{}</a></p>",
             escape_query(people.back().login), Text{"下一页", "Next page"});
  }
  html.add("<h2>{}</h2>", Text{"添加人员", "Add a person"})
      .add(open_form(&caller, language, "/people"))
      .add(input_field(language, "login",
                       {"账号（学号或工号）", "Account (student or staff number)"}))
      .add(input_field(language, "name", {"姓名", "Name"}));
  add_role_choice(html, Role::Teacher);
  html.add(
      "<p class=\"actions\"><button class=\"primary\">{}</button>"
      "<a class=\"button\" href=\"/people/classes\">{}</a></p></form>",
      Text{"添加", "Add"}, Text{"班级与名单导入", "Classes and class lists"});
  return make_people_page(request, &caller, kPeople, html);
}

HttpAnswer start_passwords_page(const HttpRequest& request, const Caller& caller,
                                const std::vector<ImportedLearner>& learners,
                                const std::string& back) {
  Html html(request.language());
  html.add(start_passwords_table(request.language(), learners))
      .add("<p class=\"actions\"><a class=\"button\" href=\"{}\">{}</a></p>", back,
           Text{"返回", "Back"});
  return make_people_page(request, &caller, {"初始密码", "Start passwords"}, html);
}

HttpAnswer add_person(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Form form = read_form(request);
  Person person;
  person.school = caller.school;
  person.login = form.value("login");
  person.name = form.value("name");
  person.role = want_school_role(form);
  person.learner = person.role == Role::Learner ? person.login : "";
  const std::string start = make_start_password();
  if (!accounts.people.add(person, start, actor_of(request, caller))) {
    throw Refusal{409, {"这个账号已有人使用", "this account is taken"}};
  }
  return start_passwords_page(request, caller, {{person, start}}, "/people");
}

void add_action(Html& html, const Caller& caller, const std::string& path, const Html& fields,
                const Text& button, const char* style) {
  html.add(open_form(&caller, html.language(), path))
      .add("<div class=\"line\">{}<button class=\"{}\">{}</button></div></form>", fields, style,
           button);
}

// What only an administrator may do to a person.
void add_administration(Html& html, const Caller& caller, const Person& person) {
  const Language language = html.language();
  Html role(language);
  add_role_choice(role, person.role);
  add_action(html, caller, person_path(person, "/role"), role, {"修改角色", "Change the role"}, "");
  Html state(language);
  state.add("<input type=\"hidden\" name=\"state\" value=\"{}\">",
            person.is_disabled ? "enabled" : "disabled");
  add_action(html, caller, person_path(person, "/state"), state,
             person.is_disabled ? Text{"启用", "Enable"} : Text{"停用", "Disable"}, "");
  html.add("<h2>{}</h2><p class=\"note\">{}</p>", Text{"删除个人数据", "Erase personal data"},
           Text{"删除账号、姓名、学号、原始练习记录和文档，不能恢复。成绩以假名保留：别处有副本，凭"
                "据要能核对",
                "Erases account, name, number, raw attempts and documents, for good. Results stay "
                "under the pseudonym: others hold copies, and receipts must remain checkable"});
  Html confirm(language);
  confirm.add(input_field(language, "confirm", {"输入账号以确认", "Type the account to confirm"}));
  add_action(html, caller, person_path(person, "/erase"), confirm,
             {"删除个人数据", "Erase personal data"}, "danger");
}

HttpAnswer show_person(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Person person = want_person(accounts, request, caller);
  Html html(request.language());
  html.add(
      "<dl class=\"facts\"><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd>"
      "<dt>{}</dt><dd>",
      Text{"账号", "Account"}, person.login, Text{"角色", "Role"}, role_name(person.role),
      Text{"最近登录", "Last sign-in"},
      person.seen_ms == 0 ? Text{"从未", "never"} : same_text(minute_text(person.seen_ms)),
      kClasses);
  for (const SchoolClass& one : accounts.classes.of_person(caller.school, person.id)) {
    html.add("<a href=\"/people/classes/{}\">{}</a> ", one.id, one.name);
  }
  html.add("</dd></dl>");
  add_action(html, caller, person_path(person, "/password"), Html(request.language()),
             {"重置为初始密码", "Reset to a start password"}, "");
  html.add("<p class=\"actions\"><a class=\"button\" href=\"{}\">{}</a></p>",
           person_path(person, "/data"), Text{"下载个人数据", "Download the data"});
  if (caller.may(Permission::ManagePeople)) {
    add_administration(html, caller, person);
  }
  return make_people_page(request, &caller, same_text(person.name), html);
}

HttpAnswer change_role(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Person person = want_person(accounts, request, caller);
  accounts.people.set_role(caller.school, person.id, want_school_role(read_form(request)),
                           actor_of(request, caller));
  return make_redirect(person_path(person));
}

HttpAnswer change_state(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Person person = want_person(accounts, request, caller);
  const std::string state = read_form(request).value("state");
  if (state != "enabled" && state != "disabled") {
    throw Refusal{400, {"状态应为 enabled 或 disabled", "the state is enabled or disabled"}};
  }
  accounts.people.set_disabled(caller.school, person.id, state == "disabled",
                               actor_of(request, caller));
  return make_redirect(person_path(person));
}

HttpAnswer reset_password(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Person person = want_person(accounts, request, caller);
  if (person.id == caller.person) {
    return make_redirect("/password");
  }
  const std::string start = make_start_password();
  accounts.people.reset_password(caller.school, person.id, start, actor_of(request, caller));
  accounts.sign_in.forget_failures(person.id);
  return start_passwords_page(request, caller, {{person, start}}, person_path(person));
}

HttpAnswer erase_person(Accounts& accounts, SchoolDatabases& schools, const HttpRequest& request,
                        const Caller& caller) {
  const Person person = want_person(accounts, request, caller);
  if (read_form(request).value("confirm") != person.login) {
    throw Refusal{400, {"输入的账号不符，没有删除", "not this account; nothing was erased"}};
  }
  PersonalData(accounts, schools).erase(person, actor_of(request, caller));
  return make_redirect("/people");
}

HttpAnswer copy_answer(Accounts& accounts, SchoolDatabases& schools, const HttpRequest& request,
                       const Caller& caller, const Person& person) {
  HttpAnswer answer;
  answer.body = PersonalData(accounts, schools).make_copy(person, actor_of(request, caller));
  answer.content_type = "application/zip";
  return answer.with("Content-Disposition", "attachment; filename=\"" + person.id + ".zip\"")
      .with("Cache-Control", "no-store");
}

HttpAnswer send_own_data(Accounts& accounts, SchoolDatabases& schools, const HttpRequest& request,
                         const Caller& caller) {
  const std::optional<Person> person = accounts.people.find(caller.school, caller.person);
  if (!person) {
    throw Refusal{404, {"没有这个人", "there is no such person"}};
  }
  return copy_answer(accounts, schools, request, caller, *person);
}

SchoolClass want_class(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  std::optional<SchoolClass> found = accounts.classes.find_for(caller, request.path_values.at(0));
  if (!found) {
    throw Refusal{404, {"没有这个班级", "there is no such class"}};
  }
  return *found;
}

HttpAnswer show_classes(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Language language = request.language();
  Html html(language);
  html.add(
      "<div class=\"table\"><table><thead><tr><th>{}</th><th class=\"number\">{}</th></tr>"
      "</thead><tbody>",
      Text{"班级", "Class"}, Text{"学员", "Learners"});
  for (const SchoolClass& one : accounts.classes.list_for(caller)) {
    html.add(
        "<tr><td class=\"name\"><a href=\"/people/classes/{}\">{}</a></td>"
        "<td class=\"number\">{}</td></tr>",
        one.id, one.name, one.learners);
  }
  html.add("</tbody></table></div>")
      .add(open_form(&caller, language, "/people/classes"))
      .add("<div class=\"line\">{}<button class=\"primary\">{}</button></div></form>",
           input_field(language, "name", {"新班级的名称", "Name of a new class"}),
           Text{"添加班级", "Add the class"});
  return make_people_page(request, &caller, kClasses, html);
}

HttpAnswer add_class(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Actor by = actor_of(request, caller);
  const auto id = accounts.classes.add(caller.school, read_form(request).value("name"), by);
  if (!id) {
    throw Refusal{409, {"已有同名班级", "there is a class of this name"}};
  }
  if (!caller.may(Permission::ManagePeople)) {
    accounts.classes.add_member(caller.school, *id, caller.person, by); // its teacher
  }
  return make_redirect("/people/classes/" + *id);
}

void add_members_table(Html& html, const Caller& caller, const SchoolClass& of,
                       const std::vector<Person>& members) {
  html.add(
      "<div class=\"table\"><table class=\"acting\"><thead><tr><th>{}</th><th>{}</th><th>{}</th>"
      "<th>{}</th></tr></thead><tbody>",
      Text{"账号", "Account"}, Text{"姓名", "Name"}, Text{"角色", "Role"}, Text{"操作", "Change"});
  for (const Person& person : members) {
    const bool is_link = person.role == Role::Learner || caller.may(Permission::ManagePeople);
    html.add("<tr><td>");
    if (is_link) {
      html.add("<a href=\"{}\">{}</a>", person_path(person), person.login);
    } else {
      html.add("{}", person.login);
    }
    html.add("</td><td class=\"name\">{}</td><td>{}</td><td>", person.name, role_name(person.role));
    html.add(open_form(&caller, html.language(), "/people/classes/" + of.id + "/members"))
        .add(
            "<input type=\"hidden\" name=\"remove\" value=\"{}\"><button "
            "aria-label=\"{}\">{}</button></form></td></tr>",
            person.id, fill({"移出班级：{0}", "Take out: {0}"}, {person.name}),
            Text{"移出班级", "Take out"});
  }
  html.add("</tbody></table></div>");
}

HttpAnswer show_class(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Language language = request.language();
  const SchoolClass of = want_class(accounts, request, caller);
  const std::string path = "/people/classes/" + of.id;
  Html html(language);
  add_members_table(html, caller, of, accounts.classes.members(caller.school, of.id));
  html.add(open_form(&caller, language, path + "/members"))
      .add(
          "<div class=\"line\">{}<button>{}</button></div></form><h2>{}</h2><p "
          "class=\"note\">{}</p>",
          input_field(language, "add", {"账号", "Account"}), Text{"加入班级", "Add to the class"},
          Text{"导入名单", "Import a class list"},
          Text{"CSV 文件，每行“学号,姓名”，UTF-8 或 GB18030 编码。新学员得到初始密码，打印后分发",
               "A CSV file with lines \"number,name\", UTF-8 or GB18030. New learners get start "
               "passwords to print and hand out"})
      .add(open_form(&caller, language, path + "/import", true))
      .add(
          "<div class=\"line\"><div class=\"field\"><label for=\"file\">{}</label><input "
          "id=\"file\" "
          "name=\"file\" type=\"file\" accept=\".csv,.txt,text/csv\"></div>"
          "<button class=\"primary\">{}</button></div></form>",
          Text{"名单文件", "List"}, Text{"导入", "Import"});
  return make_people_page(request, &caller, same_text(of.name), html);
}

// A teacher puts in and takes out learners; who teaches a class is the administrator's to say.
void want_right_to_move(const Caller& caller, const Person& person) {
  const bool may_move = person.role == Role::Learner || caller.may(Permission::ManagePeople);
  if (!may_move) {
    throw Refusal{
        403, {"任课教师由学校管理员安排", "the school's administrator says who teaches a class"}};
  }
}

HttpAnswer change_members(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const SchoolClass of = want_class(accounts, request, caller);
  const Form form = read_form(request);
  const std::string added = form.value("add"), removed = form.value("remove");
  const std::optional<Person> person = removed.empty()
                                           ? accounts.people.find_login(caller.school, added)
                                           : accounts.people.find(caller.school, removed);
  if (!person) {
    throw Refusal{404, {"没有这个账号", "there is no such account"}};
  }
  want_right_to_move(caller, *person);
  const Actor by = actor_of(request, caller);
  if (removed.empty()) {
    accounts.classes.add_member(caller.school, of.id, person->id, by);
  } else {
    accounts.classes.remove_member(caller.school, of.id, person->id, by);
  }
  return make_redirect("/people/classes/" + of.id);
}

HttpAnswer import_list(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const SchoolClass of = want_class(accounts, request, caller);
  const Form form = read_form(request);
  if (form.files.empty()) {
    throw Refusal{400, {"没有选择名单文件", "no list was chosen"}};
  }
  const std::vector<ImportedLearner> learners = accounts.class_lists.import(
      caller.school, of.id, read_class_list(form.files.front().content), actor_of(request, caller));
  return start_passwords_page(request, caller, learners, "/people/classes/" + of.id);
}

} // namespace

void add_people_routes(RouteTable& routes, Accounts& accounts, SchoolDatabases& schools) {
  const Access own{.roles = roles_with(Permission::UseAccount)};
  const Access staff{.roles = roles_with(Permission::ManageClasses)};
  const Access administrator{.roles = roles_with(Permission::ManagePeople)};
  const auto add = [&](const char* method, const char* path, const Access& access, auto handle,
                       std::size_t body = kMostFormBytes) {
    routes.add({method, path, access, body,
                [&accounts, &schools, handle](const HttpRequest& in, const Caller* who) {
                  if constexpr (std::is_invocable_v<decltype(handle), Accounts&, const HttpRequest&,
                                                    const Caller&>) {
                    return handle(accounts, in, *who);
                  } else {
                    return handle(accounts, schools, in, *who);
                  }
                }});
  };
  add("GET", "/account/data", own, send_own_data);
  add("GET", "/people", administrator, show_people);
  add("POST", "/people", administrator, add_person);
  // Before /people/{}: the first line that fits is taken.
  add("GET", "/people/classes", staff, show_classes);
  add("POST", "/people/classes", staff, add_class);
  add("GET", "/people/classes/{}", staff, show_class);
  add("POST", "/people/classes/{}/members", staff, change_members);
  add("POST", "/people/classes/{}/import", staff, import_list, kMostClassListBytes);
  add("GET", "/people/{}", staff, show_person);
  add("POST", "/people/{}/role", administrator, change_role);
  add("POST", "/people/{}/state", administrator, change_state);
  add("POST", "/people/{}/password", staff, reset_password);
  add("POST", "/people/{}/erase", administrator, erase_person);
  add("GET", "/people/{}/data", staff,
      [](Accounts& of, SchoolDatabases& from, const HttpRequest& in, const Caller& who) {
        return copy_answer(of, from, in, who, want_person(of, in, who));
      });
}

} // namespace jixia
