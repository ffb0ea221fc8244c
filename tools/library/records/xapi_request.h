#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "http/exchange.h"
#include "records/json_text.h"
#include "records/xapi_version.h"

namespace jixia {

// What every xAPI request is asked for. Each throws Refusal 400.

/// The edition its version header names.
XapiVersion want_version(const HttpRequest& request);

/// No other parameters than these, each once.
void check_parameters(const HttpRequest& request, std::initializer_list<std::string_view> names);

std::string want_parameter(const HttpRequest& request, const char* name);
std::string want_iri_parameter(const HttpRequest& request, const char* name);
std::optional<std::string> find_iri_parameter(const HttpRequest& request, const char* name);
/// A UUID, in lower case.
std::optional<std::string> find_uuid_parameter(const HttpRequest& request, const char* name);
bool read_boolean_parameter(const HttpRequest& request, const char* name);
/// Unix time [ms]
std::optional<std::int64_t> find_time_parameter(const HttpRequest& request, const char* name);

} // namespace jixia
