#include "pages/page_routes.h"

#include <algorithm>
#include <charconv>

#include "accounts/hub.h"
#include "pages/results_page.h"

namespace jixia {
namespace {

constexpr int kRowsPerPage = 50;

int read_page(const HttpRequest& request) {
  int page = 1;
  const std::string text = request.parameter("page").value_or("");
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::clamp(page, 1, 1'000'000);
}

HttpAnswer show_results(AttemptStore store, const HttpRequest& request) {
  const int page = read_page(request);
  const Language language =
      request.parameter("lang") == "en" ? Language::English : Language::Chinese;
  HttpAnswer answer;
  answer.content_type = "text/html; charset=utf-8";
  answer.body = make_results_page(store.list(kRowsPerPage, (page - 1) * kRowsPerPage),
                                  store.count(), page, language);
  return answer.with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
      .with("Cache-Control", "no-store");
}

} // namespace

void add_page_routes(RouteTable& routes, SchoolDatabases& schools) {
  routes.add({"GET", "/", {.is_open = true}, 0, [&schools](const HttpRequest& in, const Caller*) {
                return show_results(AttemptStore(schools.of(kLocalSchool)), in);
              }});
}

} // namespace jixia
