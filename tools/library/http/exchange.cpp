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

Language HttpRequest::language() const {
  const std::string accepted = header("Accept-Language");
  const std::size_t en = accepted.find("en"), zh = accepted.find("zh");
  return en != std::string::npos && en < zh ? Language::English : Language::Chinese;
}

} // namespace jixia
