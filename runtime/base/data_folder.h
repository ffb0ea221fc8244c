#pragma once

#include <filesystem>

namespace jixia {

/// Where the user's attempts, outbox, key and settings lie: $JIXIA_DATA, else
/// $XDG_DATA_HOME/jixia, else ~/.local/share/jixia. Made (mode 700) when it is missing.
std::filesystem::path data_folder();

/// The folder of the running program.
std::filesystem::path program_folder();

/// The folder that holds fonts/ and models/: $JIXIA_ASSETS, else ../share/jixia beside the
/// program if it is there, else the build tree's.
std::filesystem::path assets_folder();

} // namespace jixia
