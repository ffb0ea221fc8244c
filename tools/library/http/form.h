#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/access.h"
#include "http/exchange.h"

namespace jixia {

/// The fields of a form, decoded, and its files.
struct Form {
  std::multimap<std::string, std::string> fields;
  std::vector<FormPart> files; ///< parts that have a file name

  /// The first value, without spaces around it; empty if there is none. Passwords: value_as_typed.
  std::string value(const std::string& name) const;
  std::string value_as_typed(const std::string& name) const;
  std::vector<std::string> values(const std::string& name) const;
};

/// The body of a page's form, application/x-www-form-urlencoded (where `+` is a space) or
/// multipart/form-data. At most kMostFields fields; UTF-8.
/// @throws Refusal  415 another content type, 400 malformed
Form read_form(const HttpRequest& request);

/// The query of a page's GET form: the same encoding, so `+` is a space here, while
/// HttpRequest::parameters keeps it.
Form read_query_form(const HttpRequest& request);

inline constexpr std::size_t kMostFields = 2000;

/// The token that ties an unsafe request to the session it came from: a hidden field of this name
/// in every form with method="post", or this header from a script. Its value is
/// Caller::csrf_token; the server checks it before the handler is called.
inline constexpr const char* kCsrfField = "csrf";
inline constexpr const char* kCsrfHeader = "X-CSRF-Token";

/// Refuses (403) an unsafe request that a browser sent for another site, and one of a signed-in
/// person without the session's token. What an open route with `is_form` takes must say by
/// Sec-Fetch-Site or Origin that it comes from here. @throws Refusal
void check_same_site(const HttpRequest& request, const Access& access, const Caller* caller);

} // namespace jixia
