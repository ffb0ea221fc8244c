#pragma once

#include <string>

#include "http/exchange.h"

namespace jixia {

/// A web page, with the headers every page has: nothing from elsewhere, no inline script and no
/// inline style (Content-Security-Policy), no frame around it, not kept by the browser.
HttpAnswer make_page_answer(std::string html, int status = 200);

/// 303: the browser fetches `path` with GET. `path` starts with one '/', else "/" is taken.
HttpAnswer make_redirect(std::string path);

/// `path` if it leads to this server, else "/": for `next` parameters.
std::string local_path(const std::string& path);

/// True if the request comes from a browser that shows a page, not from a program: GET or a form,
/// and text/html is accepted by name.
bool wants_page(const HttpRequest& request);

} // namespace jixia
