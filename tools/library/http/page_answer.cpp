#include "http/page_answer.h"

#include <algorithm>

namespace jixia {

HttpAnswer make_page_answer(std::string html, int status) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(html);
  answer.content_type = "text/html; charset=utf-8";
  return answer
      .with("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
            "base-uri 'none'")
      .with("X-Frame-Options", "DENY")
      .with("Referrer-Policy", "same-origin")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin")
      .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
      .with("Cache-Control", "no-store");
}

std::string local_path(const std::string& path) {
  const bool is_local = path.starts_with('/') && !path.starts_with("//") && path.size() < 2000 &&
                        std::none_of(path.begin(), path.end(), [](unsigned char c) {
                          return c <= 0x20 || c == '\\' || c >= 0x7f;
                        });
  return is_local ? path : "/";
}

HttpAnswer make_redirect(std::string path) {
  HttpAnswer answer;
  answer.status = 303;
  answer.content_type = "text/plain; charset=utf-8";
  return answer.with("Location", local_path(path)).with("Cache-Control", "no-store");
}

bool wants_page(const HttpRequest& request) {
  return request.header("Accept").find("text/html") != std::string::npos;
}

} // namespace jixia
