#include "pages/page_frame.h"

#include "http/form.h"

namespace jixia {
namespace {

// The same page in the other language; what was asked for stays.
std::string language_link(const HttpRequest& request) {
  const bool is_chinese = request.language() == Language::Chinese;
  std::string html = "<a href=\"" + escape_html(local_path(request.path)) + "?lang=";
  return html + (is_chinese ? "en\">English</a>" : "zh\">中文</a>"); // texts: one language
}

std::string person_html(const HttpRequest& request, const Caller* caller) {
  const Language language = request.language();
  if (!caller || !caller->is_person()) {
    return "<a href=\"/login\">" + Text{"登录", "Sign in"}.in(language) + "</a>";
  }
  return "<a href=\"/account\">" + escape_html(caller->name) +
         "</a><form method=\"post\" action=\"/logout\">" + csrf_field(caller) + "<button>" +
         Text{"退出登录", "Sign out"}.in(language) + "</button></form>";
}

} // namespace

std::string make_page(const HttpRequest& request, const Caller* caller, const Text& title,
                      const std::string& main_html) {
  const Language language = request.language();
  return std::string("<!doctype html><html lang=\"") +
         (language == Language::Chinese ? "zh-CN" : "en") +
         "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
         "<title>" +
         title.in(language) +
         "</title><link rel=\"stylesheet\" href=\"/static/style.css\"></head><body><nav><a "
         "href=\"/\">" +
         Text{"稷下资源库", "Jixia library"}.in(language) + "</a>" + language_link(request) +
         person_html(request, caller) + "</nav><main><h1>" + title.in(language) + "</h1>" +
         main_html + "</main></body></html>\n";
}

std::string csrf_field(const Caller* caller) {
  return caller && caller->is_person()
             ? std::string("<input type=\"hidden\" name=\"") + kCsrfField + "\" value=\"" +
                   escape_html(caller->csrf_token) + "\">"
             : std::string();
}

std::string escape_html(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

} // namespace jixia
