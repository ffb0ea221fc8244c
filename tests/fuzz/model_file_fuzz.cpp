// Feeds bytes to the model reader: once as they are, and once as the payload of a file with a right
// length and checksum, since else nothing gets past the header.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geometry/model_file.h"

namespace {

void read(std::span<const std::uint8_t> bytes) {
  jixia::Text problem;
  const auto model = jixia::decode_model(bytes, problem);
  if (model && !jixia::find_problem(*model).empty()) std::abort();
  if (!model && problem.empty()) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read({data, size});
  constexpr std::string_view kMagic = "JXMODEL1";
  std::vector<std::uint8_t> sealed(kMagic.begin(), kMagic.end());
  const auto put = [&](std::uint32_t v) {
    for (int i = 0; i < 4; ++i) sealed.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
  };
  put(static_cast<std::uint32_t>(size));
  put(jixia::calc_crc32({data, size}));
  sealed.insert(sealed.end(), data, data + size);
  read(sealed);
  return 0;
}
