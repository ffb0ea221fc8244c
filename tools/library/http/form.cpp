#include "http/form.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <optional>

namespace jixia {
namespace {

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') {
    return letter - '0';
  }
  const char small = static_cast<char>(letter | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

[[noreturn]] void refuse_encoding() {
  throw Refusal{400, {"表单内容的编码不对", "the form is not encoded as a form"}};
}

std::string decode(std::string_view text) {
  std::string plain;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] == '+') {
      plain += ' ';
    } else if (text[k] != '%') {
      plain += text[k];
    } else {
      const int high = k + 2 < text.size() ? hex_digit(text[k + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[k + 2]) : -1;
      if (low < 0) {
        refuse_encoding();
      }
      plain += static_cast<char>(high * 16 + low);
      k += 2;
    }
  }
  return plain;
}

bool is_utf8(std::string_view text) {
  for (std::size_t k = 0; k < text.size();) {
    const auto lead = static_cast<unsigned char>(text[k]);
    const std::size_t more = lead < 0x80                   ? 0
                             : lead >= 0xC2 && lead < 0xE0 ? 1
                             : lead >= 0xE0 && lead < 0xF0 ? 2
                             : lead >= 0xF0 && lead < 0xF5 ? 3
                                                           : 4;
    if (more == 4 || k + more >= text.size()) {
      return false;
    }
    for (std::size_t j = 1; j <= more; ++j) {
      if ((static_cast<unsigned char>(text[k + j]) & 0xC0) != 0x80) {
        return false;
      }
    }
    k += more + 1;
  }
  return true;
}

void add_field(Form& form, std::string name, std::string value) {
  const bool has_nul = value.find('\0') != std::string::npos;
  if (form.fields.size() >= kMostFields || has_nul || !is_utf8(name) || !is_utf8(value)) {
    refuse_encoding();
  }
  form.fields.emplace(std::move(name), std::move(value));
}

Form read_encoded(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (!pair.empty()) {
      const std::size_t equals = std::min(pair.find('='), pair.size());
      add_field(form, decode(pair.substr(0, equals)),
                decode(pair.substr(std::min(pair.size(), equals + 1))));
    }
  }
  return form;
}

Form read_parts(const std::vector<FormPart>& parts) {
  Form form;
  for (const FormPart& part : parts) {
    if (part.file_name.empty()) {
      add_field(form, part.name, part.content);
    } else {
      form.files.push_back(part);
    }
  }
  return form;
}

bool is_unsafe(const HttpRequest& request) {
  return request.method != "GET" && request.method != "OPTIONS";
}

// What the browser says of where the request comes from; nullopt if it says nothing.
std::optional<bool> comes_from_here(const HttpRequest& request) {
  if (const std::string site = request.header("Sec-Fetch-Site"); !site.empty()) {
    return site == "same-origin" || site == "none";
  }
  if (const std::string origin = request.header("Origin"); !origin.empty()) {
    return origin == (request.is_tls ? "https://" : "http://") + request.header("Host");
  }
  return std::nullopt;
}

bool has_token(const HttpRequest& request, const std::string& token) {
  const std::string by_header = request.header(kCsrfHeader);
  const std::string given =
      by_header.empty() ? read_form(request).value_as_typed(kCsrfField) : by_header;
  return !token.empty() && given.size() == token.size() &&
         CRYPTO_memcmp(given.data(), token.data(), token.size()) == 0;
}

} // namespace

std::string Form::value_as_typed(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

std::string Form::value(const std::string& name) const {
  constexpr const char* kSpace = " \t\r\n";
  const std::string typed = value_as_typed(name);
  const std::size_t first = typed.find_first_not_of(kSpace);
  return first == std::string::npos
             ? std::string()
             : typed.substr(first, typed.find_last_not_of(kSpace) - first + 1);
}

std::vector<std::string> Form::values(const std::string& name) const {
  std::vector<std::string> found;
  const auto [first, last] = fields.equal_range(name);
  for (auto at = first; at != last; ++at) {
    found.push_back(at->second);
  }
  return found;
}

Form read_form(const HttpRequest& request) {
  const std::string type = request.header("Content-Type");
  const std::string kind = type.substr(0, type.find(';'));
  if (kind == "multipart/form-data") {
    return read_parts(request.parts);
  }
  if (kind == "application/x-www-form-urlencoded") {
    return read_encoded(request.body);
  }
  throw Refusal{415, {"这里只接受网页表单", "only a page's form is taken here"}};
}

Form read_query_form(const HttpRequest& request) {
  return read_encoded(request.query);
}

void check_same_site(const HttpRequest& request, const Access& access, const Caller* caller) {
  if (!is_unsafe(request)) {
    return;
  }
  if (!comes_from_here(request).value_or(!access.is_form)) {
    throw Refusal{
        403,
        {"请求来自别的网站，没有执行", "this request comes from another site; nothing was done"}};
  }
  if (!access.is_form && caller && caller->is_person() && !has_token(request, caller->csrf_token)) {
    throw Refusal{403,
                  {"页面已过期，刷新后再试", "this page has expired, reload it and try again"}};
  }
}

} // namespace jixia
