#include "registry/pack_picture.h"

#include "registry/child_process.h"

namespace jixia {

std::string draw_pack_in_child(const std::filesystem::path& folder) {
  constexpr int kMostSeconds = 120;
  constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  constexpr std::string_view kPng = "\x89PNG\r\n";
  const std::string png =
      run_child({sibling_program("jixia-pack-picture"), folder.string()},
                // In software, so that every machine draws alike; the cache wants to write files.
                {"LIBGL_ALWAYS_SOFTWARE=1", "MESA_SHADER_CACHE_DISABLE=true"}, kMostSeconds,
                kMostBytes);
  return png.starts_with(kPng) ? png : "";
}

} // namespace jixia
