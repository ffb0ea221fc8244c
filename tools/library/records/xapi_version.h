#pragma once

#include <optional>
#include <string_view>

namespace jixia {

/// The two editions of xAPI that one endpoint speaks, chosen by each request's version header.
enum class XapiVersion {
  V1, ///< 1.0.3
  V2, ///< 2.0 (IEEE 9274.1.1)
};

inline constexpr std::string_view kXapiVersionHeader = "X-Experience-API-Version";

/// "1.0" and "1.0.<n>" are V1, "2.0" and "2.0.<n>" V2; nullopt for anything else.
std::optional<XapiVersion> find_xapi_version(std::string_view header);

/// What we answer: "1.0.3", "2.0.0".
std::string_view version_text(XapiVersion version);

} // namespace jixia
