#pragma once

#include <filesystem>

namespace jixia {

/// The folder of the running program.
std::filesystem::path program_folder();

/// The folder that holds fonts/ and models/: $JIXIA_ASSETS, else ../share/jixia beside the
/// program if it is there, else the build tree's.
std::filesystem::path assets_folder();

} // namespace jixia
