#include "people/sign_in_routes.h"

#include "http/form.h"
#include "people/people_page.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kMostSignInBytes = 16 * 1024;
constexpr const char* kSchoolCookie = "jixia_school";
constexpr std::int64_t kYear = 365LL * 24 * 3600;

const Text kLoginTitle{"登录", "Sign in"};
const Text kPasswordTitle{"修改密码", "Change the password"};

/// What stands in the sign-in form.
struct LoginFields {
  std::string school, login, next;
};

void add_school_choice(Html& html, Hub& hub, const std::string& chosen) {
  html.add(
      "<div class=\"field\"><label for=\"school\">{}</label><select id=\"school\" "
      "name=\"school\">",
      Text{"学校", "School"});
  const auto option = [&](const std::string& id, const Text& name) {
    html.add("<option value=\"{}\"", id)
        .add_if(id == chosen, " selected")
        .add(">{}</option>", name);
  };
  for (const School& school : hub.schools()) {
    option(school.id, {school.name_zh, school.name_en});
  }
  option("", {"联盟办公室", "Alliance office"});
  html.add("</select></div>");
}

HttpAnswer login_page(Accounts& accounts, const HttpRequest& request, const LoginFields& fields,
                      const std::optional<Text>& problem, int status) {
  const Language language = request.language();
  Html html(language);
  html.add("<div class=\"top\"><h1>{}</h1></div><section class=\"card\">", kLoginTitle);
  if (problem) {
    html.add(problem_note(language, *problem));
  }
  html.add(open_form(nullptr, language, "/login"));
  html.add("<input type=\"hidden\" name=\"next\" value=\"{}\">", fields.next);
  add_school_choice(html, accounts.hub, fields.school);
  html.add(input_field(language, "login",
                       {"账号（学号或工号）", "Account (student or staff number)"}, "text",
                       fields.login, "username"))
      .add(input_field(language, "password", {"密码", "Password"}, "password", "",
                       "current-password"))
      .add(
          "<p class=\"actions\"><button class=\"primary\">{}</button></p></form><p "
          "class=\"small\">{}</p></section>",
          kLoginTitle,
          Text{"忘记密码：找任课教师或学校管理员重置",
               "Forgotten the password: a teacher or the school's administrator resets it"});
  return make_page({kLoginTitle, Section::Account, true, false, status}, request, nullptr, html);
}

HttpAnswer show_login(Accounts& accounts, const HttpRequest& request, const Caller* caller) {
  const std::string next = local_path(request.parameter("next").value_or("/"));
  if (caller && caller->is_person()) {
    return make_redirect(next);
  }
  return login_page(accounts, request,
                    {request.cookie(kSchoolCookie).value_or(kLocalSchool), "", next}, std::nullopt,
                    200);
}

HttpAnswer& with_cookie(HttpAnswer& answer, const HttpRequest& request, const char* name,
                        const std::string& value, std::int64_t seconds) {
  return answer.with("Set-Cookie", set_cookie_text(request, name, value, seconds));
}

bool is_cookie_safe(const std::string& text) {
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::string device_of(const HttpRequest& request) {
  const std::string device = request.cookie(kDeviceCookie).value_or("");
  return device.size() == 64 && is_cookie_safe(device) ? device : std::string();
}

HttpAnswer sign_in(Accounts& accounts, const HttpRequest& request, const Caller* caller) {
  const Form form = read_form(request);
  const LoginFields fields{form.value("school"), form.value("login"),
                           local_path(form.value("next"))};
  const SignIn::Result result = accounts.sign_in.sign_in(
      {fields.school, fields.login, form.value_as_typed("password"), request.remote_address,
       request.header("User-Agent"), device_of(request)});
  if (result.wait_s > 0) {
    HttpAnswer answer = login_page(
        accounts, request, fields,
        fill({"失败次数过多，{0} 秒后再试；或找任课教师重置密码",
              "too many failures, try again in {0} s; or have a teacher reset the password"},
             std::vector{std::to_string(result.wait_s)}),
        429);
    return answer.with("Retry-After", std::to_string(result.wait_s));
  }
  if (!result.person) {
    return login_page(accounts, request, fields,
                      Text{"学校、账号或密码不对", "school, account or password are wrong"}, 401);
  }
  if (caller && caller->is_person()) { // signing in anew: the old session ends
    accounts.sessions.close(caller->session, *caller, request.remote_address);
  }
  HttpAnswer answer =
      make_redirect(result.person->must_change_password ? "/password" : fields.next);
  with_cookie(answer, request, kSessionCookie, result.session, -1);
  with_cookie(answer, request, kDeviceCookie, result.device, kYear / 2);
  return is_cookie_safe(fields.school)
             ? with_cookie(answer, request, kSchoolCookie, fields.school, kYear)
             : answer;
}

HttpAnswer sign_out(Accounts& accounts, const HttpRequest& request, const Caller& caller,
                    bool everywhere) {
  if (everywhere) {
    accounts.sessions.close_all(caller, request.remote_address);
  } else {
    accounts.sessions.close(caller.session, caller, request.remote_address);
  }
  HttpAnswer answer = make_redirect("/login");
  answer.with("Clear-Site-Data", "\"cache\"");
  return with_cookie(answer, request, kSessionCookie, "", 0);
}

HttpAnswer password_page(const HttpRequest& request, const Caller& caller,
                         const std::optional<Text>& problem, int status) {
  const Language language = request.language();
  Html html(language);
  if (caller.must_change_password) {
    html.add(
        "<p class=\"note\">{}</p>",
        Text{"这是首次登录：把初始密码改成只有自己知道的密码",
             "This is the first sign-in: change the start password to one that only you know"});
  }
  if (problem) {
    html.add(problem_note(language, *problem));
  }
  html.add(open_form(&caller, language, "/password"))
      .add(input_field(language, "old", {"现在的密码", "Present password"}, "password", "",
                       "current-password"))
      .add(input_field(language, "new",
                       {"新密码（至少 8 个字符）", "New password (at least 8 letters)"}, "password",
                       "", "new-password"))
      .add(input_field(language, "again", {"再输一遍新密码", "New password again"}, "password", "",
                       "new-password"))
      .add("<p class=\"actions\"><button class=\"primary\">{}</button></p></form>", kPasswordTitle);
  return make_people_page(request, &caller, kPasswordTitle, html, status);
}

HttpAnswer change_password(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Form form = read_form(request);
  const std::string next = form.value_as_typed("new");
  const std::optional<Person> person = accounts.people.find(caller.school, caller.person);
  if (!person) {
    throw Refusal{404, {"没有这个人", "there is no such person"}};
  }
  // Counted like signing in: an open browser must not be a place to guess the password at.
  const SignIn::Result check = accounts.sign_in.check_own(*person, form.value_as_typed("old"),
                                                          {.address = request.remote_address});
  std::optional<Text> fault = find_password_fault(next, person->login, person->name);
  if (check.wait_s > 0) {
    fault = fill({"失败次数过多，{0} 秒后再试", "too many failures, try again in {0} s"},
                 std::vector{std::to_string(check.wait_s)});
  } else if (!check.person) {
    fault = {"现在的密码不对", "the present password is wrong"};
  } else if (next != form.value_as_typed("again")) {
    fault = {"两次输入的新密码不同", "the two new passwords differ"};
  } else if (next == form.value_as_typed("old")) {
    fault = {"新密码与现在的相同", "the new password is the present one"};
  }
  if (fault) {
    return password_page(request, caller, fault, check.wait_s > 0 ? 429 : 400);
  }
  accounts.people.change_password(*person, next, caller.session, actor_of(request, caller));
  return make_redirect("/account");
}

// What a person calls the browser that a User-Agent header names; all claim to be others too, so
// the rarest words come first. The header itself if none is known.
std::string browser_name(const std::string& agent) {
  const auto first_of = [&](std::initializer_list<std::pair<const char*, const char*>> names) {
    for (const auto& [word, name] : names) {
      if (agent.find(word) != std::string::npos) {
        return std::string(name);
      }
    }
    return std::string();
  };
  const std::string browser = first_of({{"MicroMessenger", "WeChat"},
                                        {"Edg", "Edge"},
                                        {"QQBrowser", "QQ Browser"},
                                        {"Firefox/", "Firefox"},
                                        {"Chrome/", "Chrome"},
                                        {"Safari/", "Safari"}});
  const std::string system = first_of({{"Android", "Android"},
                                       {"iPhone", "iPhone"},
                                       {"iPad", "iPad"},
                                       {"Windows", "Windows"},
                                       {"Mac OS X", "macOS"},
                                       {"Linux", "Linux"}});
  return browser.empty() ? agent : browser + (system.empty() ? "" : " · " + system);
}

void add_sessions(Html& html, const std::vector<SessionInfo>& sessions, const Caller& caller) {
  html.add(
      "<h2>{}</h2><div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th><th>{}</th>"
      "<th>{}</th></tr></thead><tbody>",
      Text{"已登录的设备", "Where you are signed in"}, Text{"登录时间", "Since"},
      Text{"最近使用", "Last used"}, Text{"地址", "Address"}, Text{"浏览器", "Browser"});
  for (const SessionInfo& session : sessions) {
    html.add("<tr><td class=\"date\">{}", minute_text(session.made_ms));
    html.add_if(session.hash == caller.session, " <span class=\"mark ok\">{}</span>",
                Text{"本机", "this one"});
    html.add(
        "</td><td class=\"date\">{}</td><td>{}</td><td class=\"name\" title=\"{}\">{}</td></tr>",
        minute_text(session.seen_ms), session.address, session.browser,
        browser_name(session.browser));
  }
  html.add("</tbody></table></div>");
}

HttpAnswer show_account(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const Language language = request.language();
  const std::optional<Person> person = accounts.people.find(caller.school, caller.person);
  if (!person) {
    throw Refusal{404, {"没有这个人", "there is no such person"}};
  }
  Html html(language);
  html.add(
      "<dl class=\"facts\"><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>",
      Text{"账号", "Account"}, person->login, Text{"学校", "School"},
      caller.school.empty() ? Text{"联盟", "Alliance"} : caller.school_name, Text{"角色", "Role"},
      role_name(person->role));
  html.add("<p class=\"actions\"><a class=\"button\" href=\"/password\">{}</a>", kPasswordTitle);
  html.add_if(!caller.school.empty(), "<a class=\"button\" href=\"/account/data\">{}</a>",
              Text{"下载本人数据", "Download my data"});
  html.add_if(caller.may(Permission::ManageClasses),
              "<a class=\"button\" href=\"/people/classes\">{}</a>", Text{"班级", "Classes"});
  html.add_if(caller.may(Permission::ManagePeople), "<a class=\"button\" href=\"/people\">{}</a>",
              Text{"人员", "People"});
  html.add_if(caller.may(Permission::ManagePeople),
              "<a class=\"button\" href=\"/retention\">{}</a>", Text{"保存期限", "Retention"});
  html.add_if(caller.may(Permission::ReadAuditLog), "<a class=\"button\" href=\"/audit\">{}</a>",
              Text{"审计日志", "Audit log"});
  html.add("</p>");
  add_sessions(html, accounts.sessions.list(caller.person), caller);
  html.add(open_form(&caller, language, "/logout/everywhere"))
      .add("<p class=\"actions\"><button class=\"danger\">{}</button></p></form>",
           Text{"在所有设备上退出登录", "Sign out everywhere"});
  html.add(open_form(&caller, language, "/account/language"))
      .add(
          "<p class=\"actions\"><button name=\"language\" value=\"zh\">{}</button>"
          "<button name=\"language\" value=\"en\">{}</button></p></form>",
          Text{"界面用中文", "Pages in Chinese"}, Text{"界面用英文", "Pages in English"});
  return make_people_page(request, &caller, same_text(person->name), html);
}

HttpAnswer choose_language(Accounts& accounts, const HttpRequest& request, const Caller& caller) {
  const std::string chosen = read_form(request).value("language");
  if (chosen == "zh" || chosen == "en") {
    accounts.people.set_language(caller.person, chosen);
  }
  HttpAnswer answer = make_redirect("/account");
  return answer.with("Set-Cookie", std::string(kLanguageCookie) + "=; Path=/; Max-Age=0");
}

bool is_for_programs(const std::string& path) {
  for (const char* prefix : {"/api/", "/xapi/", "/tuf/", "/oai"}) {
    if (path.starts_with(prefix)) {
      return true;
    }
  }
  return false;
}

HttpAnswer make_problem_page(Accounts& accounts, const HttpRequest& request,
                             const HttpAnswer& problem) {
  const std::optional<Caller> caller = accounts.find_person(request);
  if (problem.status == 401) {
    const std::string next =
        request.method == "GET"
            ? "?next=" +
                  escape_query(request.path + (request.query.empty() ? "" : "?" + request.query))
            : "";
    return make_redirect("/login" + next);
  }
  if (problem.status == 403 && caller && caller->must_change_password) {
    return make_redirect("/password");
  }
  Html html(request.language());
  html.add(problem_note(request.language(), *problem.problem));
  html.add("<p><a href=\"/\">{}</a></p>", Text{"回到首页", "To the first page"});
  const Text title =
      problem.status == 404 ? Text{"没有找到", "Not found"} : Text{"没有完成", "This was not done"};
  HttpAnswer page =
      make_people_page(request, caller ? &*caller : nullptr, title, html, problem.status);
  page.headers.insert(page.headers.end(), problem.headers.begin(), problem.headers.end());
  return page;
}

} // namespace

void add_sign_in_routes(RouteTable& routes, Accounts& accounts) {
  const Access open{.is_open = true, .with_start_password = true};
  const Access form{.is_open = true, .with_start_password = true, .is_form = true};
  const Access own{.roles = roles_with(Permission::UseAccount)};
  const Access own_at_once{.roles = roles_with(Permission::UseAccount),
                           .with_start_password = true};
  const auto add = [&](const char* method, const char* path, const Access& access, auto handle) {
    routes.add({method, path, access, kMostSignInBytes,
                [&accounts, handle](const HttpRequest& in, const Caller* who) {
                  return handle(accounts, in, *who);
                }});
  };
  routes.add({"GET", "/login", open, 0, [&accounts](const HttpRequest& in, const Caller* who) {
                return show_login(accounts, in, who);
              }});
  routes.add({"POST", "/login", form, kMostSignInBytes,
              [&accounts](const HttpRequest& in, const Caller* who) {
                return sign_in(accounts, in, who);
              }});
  add("POST", "/logout", own_at_once, [](Accounts& of, const HttpRequest& in, const Caller& who) {
    return sign_out(of, in, who, false);
  });
  add("POST", "/logout/everywhere", own_at_once,
      [](Accounts& of, const HttpRequest& in, const Caller& who) {
        return sign_out(of, in, who, true);
      });
  add("GET", "/password", own_at_once, [](Accounts&, const HttpRequest& in, const Caller& who) {
    return password_page(in, who, std::nullopt, 200);
  });
  add("POST", "/password", own_at_once, change_password);
  add("GET", "/account", own, show_account);
  add("POST", "/account/language", own, choose_language);
}

void add_problem_pages(RouteTable& routes, Accounts& accounts) {
  routes.finish_below("/", [&accounts](const HttpRequest& request, HttpAnswer& answer) {
    if (answer.problem && wants_page(request) && !is_for_programs(request.path)) {
      answer = make_problem_page(accounts, request, answer);
    }
  });
}

} // namespace jixia
