#pragma once

#include <string>

#include "http/access.h"
#include "http/page_answer.h"

namespace jixia {

/// A whole web page around `main_html`: head with the style file /static/style.css, the bar with
/// who is signed in and what that person may open, `title` as the first heading.
/// @param caller  nullptr: nobody signed in
/// @param main_html  made by us: everything that came from outside is escaped already
std::string make_page(const HttpRequest& request, const Caller* caller, const Text& title,
                      const std::string& main_html);

/// The hidden field that every form with method="post" carries; empty if nobody is signed in.
std::string csrf_field(const Caller* caller);

/// `text` with the five characters that mean something in HTML replaced.
std::string escape_html(const std::string& text);

} // namespace jixia
