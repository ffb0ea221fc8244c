#pragma once

#include <map>
#include <string>
#include <string_view>

namespace jixia {

/// The files that a Markdown text shows: every fenced block whose opening line names one, as in
///
///     ```yaml plant.yaml
///
/// Path -> content. Blocks of one name are joined in their order.
std::map<std::string, std::string> find_example(std::string_view markdown);

/// scenarios/README.md as it was when this program was built.
std::string_view authors_guide();

} // namespace jixia
