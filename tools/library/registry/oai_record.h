#pragma once

#include <string>
#include <string_view>

#include "registry/pack_row.h"

namespace jixia {

/// "oai:jixia:SCHOOL/PACK@VERSION", the name of a record for ever.
std::string oai_identifier(const PackName& name);
/// @returns false if `identifier` is none of ours
bool read_oai_identifier(std::string_view identifier, PackName& name);

/// `<header>` of a record.
std::string oai_header(const PackRow& row);
/// The pack's description, as `<oai_dc:dc>` (unqualified Dublin Core) or as `<lom>`.
/// @param address  where a person finds the pack
std::string oai_dc_metadata(const PackRow& row, const std::string& address);
std::string lom_metadata(const PackRow& row, const std::string& address);

/// Text as XML content or attribute: what XML 1.0 cannot hold is left out.
std::string xml_text(std::string_view text);

} // namespace jixia
