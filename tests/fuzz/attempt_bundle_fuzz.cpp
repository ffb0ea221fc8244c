// Any bytes as an attempt bundle, trends.json: what a library takes from the network.
#include <cstdint>
#include <string_view>

#include "recording/attempt_bundle.h"
#include "recording/trends.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  jixia::Diagnostics problems;
  jixia::read_attempt_bundle(bytes, problems);
  jixia::read_trends(bytes, "trends.json", problems);
  return 0;
}
