#include "pages/page_frame.h"

#include <array>

#include "http/form.h"
#include "pages/static_files.h"

namespace jixia {
namespace {

struct Entry {
  Section section;
  const char* path;
  Text name;
};

const std::array<Entry, 6>& entries() {
  static const std::array<Entry, 6> all{{
      {Section::Catalogue, "/", {"资源库", "Catalogue"}},
      {Section::Courses, "/courses", {"课程", "Courses"}},
      {Section::Results, "/results", {"成绩", "Results"}},
      {Section::Reports, "/reports", {"月报", "Reports"}},
      {Section::People, "/people/classes", {"班级", "Classes"}},
      {Section::Receipt, "/receipt", {"验凭据", "Receipts"}},
  }};
  return all;
}

bool is_shown(Section section, const Caller* caller) {
  const auto may = [caller](Permission permission) { return caller && caller->may(permission); };
  switch (section) {
    case Section::Results:
      return may(Permission::SeeClassResults) || may(Permission::SeeOwnResults);
    case Section::Reports:
      return may(Permission::SeeSchoolReport) || may(Permission::SeeAllianceReport);
    case Section::People:
      return may(Permission::ManageClasses);
    default:
      return true;
  }
}

/// The section of pages that do not say theirs.
Section section_of(const HttpRequest& request, Section said) {
  return request.path.starts_with("/people") ? Section::People : said;
}

/// The same page in the other language; what was asked for stays.
std::string other_language_address(const HttpRequest& request) {
  std::string query;
  for (const auto& [name, value] : request.parameters) {
    if (name != "lang") {
      query += escape_query(name) + "=" + escape_query(value) + "&";
    }
  }
  const bool is_chinese = request.language() == Language::Chinese;
  return local_path(request.path) + "?" + query + (is_chinese ? "lang=en" : "lang=zh");
}

void add_person(Html& html, const Caller* caller, Section section) {
  if (!caller || !caller->is_person()) {
    html.add("<a href=\"/login\"")
        .add_if(section == Section::Account, " aria-current=\"page\"")
        .add(">{}</a>", Text{"登录", "Sign in"});
    return;
  }
  html.add("<a href=\"/account\"")
      .add_if(section == Section::Account, " aria-current=\"page\"")
      .add(">{}</a><form method=\"post\" action=\"/logout\">", caller->name)
      .add_safe(csrf_field(caller))
      .add("<button>{}</button></form>", Text{"退出登录", "Sign out"});
}

Html make_bar(const HttpRequest& request, const Caller* caller, Section section) {
  Html html(request.language());
  html.add("<header class=\"bar\"><a class=\"brand\" href=\"/\"><img src=\"{}\" alt=\"\" "
           "width=\"30\" height=\"30\"><span>{}</span></a><nav aria-label=\"{}\">",
           static_address("mark.svg"), Text{"稷下资源联盟", "Jixia Alliance"},
           Text{"主要页面", "Main pages"});
  for (const Entry& entry : entries()) {
    if (is_shown(entry.section, caller)) {
      html.add("<a href=\"{}\"", entry.path)
          .add_if(entry.section == section, " aria-current=\"page\"")
          .add(">{}</a>", entry.name);
    }
  }
  html.add("</nav><div class=\"who\">");
  if (caller && !caller->school_name.empty()) {
    html.add("<span class=\"school\">{}</span>", caller->school_name);
  }
  add_person(html, caller, section);
  const Text code{"en", "zh-CN"};
  html.add("<a href=\"{}\" lang=\"{}\" hreflang=\"{}\">", other_language_address(request), code,
           code);
  return html.add_safe(request.language() == Language::Chinese ? "English" : "中文")
      .add("</a></div></header>"); // texts: one language
}

HttpAnswer send_static(const HttpRequest& request) {
  for (const StaticFile& file : static_files()) {
    if (file.name == request.path_values.at(0)) {
      HttpAnswer answer;
      answer.content_type = file.type;
      answer.body = file.content;
      const bool is_named = request.parameter("v") == std::string(file.digest);
      return answer.with("Cache-Control",
                         is_named ? "public, max-age=31536000, immutable" : "no-cache");
    }
  }
  throw Refusal{404, {"没有这个文件", "there is no such file"}};
}

std::string make_frame(const PageHead& head, const HttpRequest& request, const Caller* caller,
                       const Html& main) {
  Html html(request.language());
  html.add("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
           "<title>{} · {}</title><link rel=\"icon\" href=\"{}\"><link rel=\"stylesheet\" "
           "href=\"{}\">",
           Text{"zh-CN", "en"}, head.title, Text{"稷下", "Jixia"}, static_address("mark.svg"),
           static_address("jixia.css"));
  if (head.has_charts) {
    html.add("<script src=\"{}\" defer></script><script src=\"{}\" defer></script>",
             static_address("echarts.min.js"), static_address("charts.js"));
  }
  html.add("</head><body><a class=\"skip\" href=\"#main\">{}</a>{}<main id=\"main\" "
           "class=\"{}\">{}</main></body></html>\n",
           Text{"跳到正文", "Skip to the content"}, make_bar(request, caller, section_of(request, head.section)),
           head.is_narrow ? "narrow" : "wide", main);
  return html.text();
}

} // namespace

HttpAnswer make_page(const PageHead& head, const HttpRequest& request, const Caller* caller,
                     const Html& main) {
  HttpAnswer answer = make_page_answer(make_frame(head, request, caller, main), head.status);
  if (const std::optional<std::string> chosen = request.parameter("lang");
      chosen == "zh" || chosen == "en") {
    answer.with("Set-Cookie", std::string(kLanguageCookie) + "=" + *chosen +
                                  "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
  }
  return answer;
}

std::string make_page(const HttpRequest& request, const Caller* caller, const Text& title,
                      const std::string& main_html) {
  Html main(request.language());
  main.add("<div class=\"top\"><h1>{}</h1></div><section class=\"card plain\">", title)
      .add_safe(main_html)
      .add("</section>");
  const bool is_account = request.path == "/login" || request.path.starts_with("/account");
  return make_frame({title, is_account ? Section::Account : Section::None, true}, request, caller,
                    main);
}

std::string csrf_field(const Caller* caller) {
  return caller && caller->is_person()
             ? std::string("<input type=\"hidden\" name=\"") + kCsrfField + "\" value=\"" +
                   escape_html(caller->csrf_token) + "\">"
             : std::string();
}

std::string static_address(std::string_view name) {
  for (const StaticFile& file : static_files()) {
    if (file.name == name) {
      return "/static/" + std::string(name) + "?v=" + std::string(file.digest);
    }
  }
  return "/static/" + std::string(name);
}

void add_static_routes(RouteTable& routes) {
  routes.add({"GET",
              "/static/{}",
              {.is_open = true, .with_start_password = true},
              0,
              [](const HttpRequest& request, const Caller*) { return send_static(request); }});
}

} // namespace jixia
