#include "http/exchange.h"

#include <algorithm>
#include <cctype>

namespace jixia {

bool LessIgnoringCase::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](unsigned char x, unsigned char y) { return std::tolower(x) < std::tolower(y); });
}

std::string HttpRequest::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::optional<std::string> HttpRequest::parameter(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> HttpRequest::cookie(std::string_view name) const {
  const std::string all = header("Cookie");
  std::string_view rest = all;
  while (!rest.empty()) {
    std::string_view pair = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    pair.remove_prefix(std::min(pair.size(), pair.find_first_not_of(' ')));
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return std::string(pair.substr(name.size() + 1));
    }
  }
  return std::nullopt;
}

Language HttpRequest::language() const {
  for (const std::optional<std::string>& said : {parameter("lang"), cookie(kLanguageCookie)}) {
    if (said == "en" || said == "zh") {
      return said == "en" ? Language::English : Language::Chinese;
    }
  }
  if (language_of_account) {
    return *language_of_account;
  }
  const std::string accepted = header("Accept-Language");
  const std::size_t en = accepted.find("en"), zh = accepted.find("zh");
  return en != std::string::npos && en < zh ? Language::English : Language::Chinese;
}

} // namespace jixia
