#pragma once

#include <string>

#include "http/access.h"
#include "http/page_answer.h"
#include "http/route_table.h"
#include "pages/html.h"

namespace jixia {

/// Where in the library a page belongs: the entry of the bar at the top that is marked.
enum class Section { None, Catalogue, Courses, Results, Reports, People, Receipt, Account };

/// What stands around a page's own content.
struct PageHead {
  Text title;
  Section section = Section::None;
  bool is_narrow = false; ///< one column for forms and texts
  bool has_charts = false;
  int status = 200;
};

/// A whole web page around `main`: head with the style sheet, the bar with the sections that
/// `caller` may open, who is signed in and the language switch. `main` brings its own first
/// heading. A language that was asked for by `?lang=` is kept in a cookie.
/// @param caller  nullptr: nobody signed in
HttpAnswer make_page(const PageHead& head, const HttpRequest& request, const Caller* caller,
                     const Html& main);

/// The same for a plain page of one card: `title` is its first heading.
/// @param main_html  made by us: everything that came from outside is escaped already
std::string make_page(const HttpRequest& request, const Caller* caller, const Text& title,
                      const std::string& main_html);

/// The hidden field that every form with method="post" carries; empty if nobody is signed in.
std::string csrf_field(const Caller* caller);

/// The address of a static file with its content's digest in it, so that it may be kept for ever.
std::string static_address(std::string_view name);

/// `GET /static/{}`: style sheet, scripts and drawings, which are part of the program.
void add_static_routes(RouteTable& routes);

} // namespace jixia
