// Any bytes as a pack file, as JSON that is signed, as TUF metadata, as keys and signatures of
// minisign. What is accepted must be exactly what the program itself would write.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "packaging/pack_file.h"
#include "trust/json_value.h"
#include "trust/minisign.h"
#include "trust/tuf_metadata.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  jixia::Diagnostics problems;
  if (const auto contents = jixia::read_pack_file(bytes, "x.zip", problems)) {
    const auto again =
        jixia::make_pack_file(contents->files, contents->id, contents->version, problems);
    if (!again || *again != bytes) {
      std::abort();
    }
  }
  if (const auto value = jixia::read_json(bytes)) {
    const auto again = jixia::read_json(jixia::json_text(*value));
    if (!again || !(*again == *value)) {
      std::abort();
    }
  }
  if (const auto file = jixia::read_tuf_file(bytes)) {
    jixia::read_tuf_root(file->content);
    jixia::read_tuf_timestamp(file->content);
    jixia::read_tuf_snapshot(file->content);
    if (const auto targets = jixia::read_tuf_targets(file->content)) {
      const auto again = jixia::read_tuf_targets(jixia::tuf_json(*targets));
      if (!again || again->targets.size() != targets->targets.size()) {
        std::abort();
      }
    }
  }
  jixia::read_public_key(bytes, "x.pub", problems);
  if (!jixia::is_secret_key_locked(bytes)) { // unlocking takes a second by design
    jixia::read_secret_key(bytes, "", "x.key", problems);
  }
  static const jixia::SecretKey key = jixia::SecretKey::from_seed({});
  jixia::check_minisig(key.public_key(), "x", bytes, "x.minisig", problems);
  return 0;
}
