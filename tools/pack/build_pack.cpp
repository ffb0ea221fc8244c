#include "build_pack.h"

#include "base/file_io.h"
#include "check_pack.h"
#include "packaging/pack_file.h"
#include "scenario/find_pack.h"
#include "trust/digest.h"

namespace jixia {

std::optional<BuiltPack> build_pack(const std::string& name, const ComponentRegistry& registry,
                                    const std::filesystem::path& out, Diagnostics& problems) {
  std::filesystem::path folder = find_pack(name);
  if (folder.empty()) {
    folder = name; // check_pack says what is missing there
  }
  const std::optional<Scenario> scenario = check_pack(folder, registry, problems);
  const std::optional<PackFolder> pack =
      scenario && !problems.has_errors() ? PackFolder::read(folder, problems) : std::nullopt;
  if (!pack) {
    return std::nullopt;
  }
  if (pack->digest() != scenario->digest) {
    problems.error({folder.string(), 0, 0},
                   {"资源包在检查时被改动", "the pack changed while it was checked"},
                   {"再运行一次", "run it again"});
    return std::nullopt;
  }
  const auto bytes = make_pack_file({pack->files().begin(), pack->files().end()}, scenario->id,
                                    scenario->version, problems);
  BuiltPack built;
  built.file = out.empty() ? scenario->id + "-" + scenario->version + ".zip" : out.string();
  if (!bytes || !write_file_atomically(built.file, *bytes, problems)) {
    return std::nullopt;
  }
  built.id = scenario->id;
  built.version = scenario->version;
  built.digest = scenario->digest;
  built.sha256 = calc_sha256(*bytes);
  built.size = bytes->size();
  return built;
}

} // namespace jixia
