#pragma once

#include <filesystem>
#include <string>

namespace jixia {

/// A picture of the unpacked pack in `folder` as PNG, drawn by the program jixia-pack-picture in a
/// sandboxed child. Empty if it cannot be drawn: no 3D scene, no OpenGL, no such program.
std::string draw_pack_in_child(const std::filesystem::path& folder);

} // namespace jixia
