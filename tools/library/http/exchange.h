#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace jixia {

/// Letters of header names count alike, large or small.
struct LessIgnoringCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};

/// One field or file of a multipart form.
struct FormPart {
  std::string name, file_name, content_type, content;
};

/// One request, free of the HTTP library.
struct HttpRequest {
  std::string method = {}; ///< upper case; HEAD arrives as GET with `is_head`
  bool is_head = false;
  std::string path = {};                     ///< decoded, without the query
  std::vector<std::string> path_values = {}; ///< what stood for the `{}` of the route's pattern
  std::multimap<std::string, std::string> parameters = {}; ///< of the query, decoded
  std::string query = {}; ///< the same as it came; of a GET form see read_query_form()
  std::multimap<std::string, std::string, LessIgnoringCase> headers = {};
  std::string body = {};
  std::vector<FormPart> parts = {}; ///< of a multipart/form-data body, which then is empty
  std::string remote_address = {};
  bool is_tls = false;
  std::optional<Language> language_of_account = {}; ///< of the person who signed in

  /// The first value; empty if there is none.
  std::string header(std::string_view name) const;
  std::optional<std::string> parameter(const std::string& name) const;
  /// The value of a cookie.
  std::optional<std::string> cookie(std::string_view name) const;
  /// What the person behind the request reads: by `?lang=en`, the cookie kLanguageCookie, the
  /// account, Accept-Language, in this order; Chinese if nothing is said.
  Language language() const;
};

inline constexpr std::string_view kLanguageCookie = "jixia_lang"; ///< "zh" or "en"

/// One answer.
struct HttpAnswer {
  int status = 200;
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::filesystem::path file;  ///< if set, sent instead of `body`, in ranges where asked for
  std::optional<Text> problem; ///< why the request was refused; pages show it in their frame

  HttpAnswer& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// Thrown by a handler to refuse a request: becomes `{"error": reason}` in the person's language.
/// Nothing of the request may have been stored.
struct Refusal {
  int status = 400;
  Text reason;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

} // namespace jixia
