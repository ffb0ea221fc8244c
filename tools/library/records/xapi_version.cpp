#include "records/xapi_version.h"

namespace jixia {

std::optional<XapiVersion> find_xapi_version(std::string_view header) {
  if (!header.starts_with("1.0") && !header.starts_with("2.0")) {
    return std::nullopt;
  }
  const std::string_view patch = header.substr(3);
  const bool is_good =
      patch.empty() || (patch.front() == '.' && patch.size() > 1 && patch.size() <= 5 &&
                        patch.find_first_not_of("0123456789", 1) == std::string_view::npos);
  if (!is_good) {
    return std::nullopt;
  }
  return header.front() == '1' ? XapiVersion::V1 : XapiVersion::V2;
}

std::string_view version_text(XapiVersion version) {
  return version == XapiVersion::V1 ? "1.0.3" : "2.0.0";
}

} // namespace jixia
