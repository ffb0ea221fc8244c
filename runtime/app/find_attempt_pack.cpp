#include "app/find_attempt_pack.h"

#include "scenario/find_pack.h"
#include "scenario/load_scenario.h"

namespace jixia {

std::unique_ptr<Scenario> load_attempt_pack(const AttemptHeader& header, const std::string& pack,
                                            Diagnostics& problems) {
  std::filesystem::path folder;
  for (const std::string& name : {pack, header.pack_folder, header.pack_id}) {
    if (folder.empty() && !name.empty()) {
      folder = find_pack(name);
    }
  }
  if (folder.empty()) {
    problems.error({}, fill({"找不到场景包 {0}", "pack {0} is not on this machine"},
                            std::vector{header.pack_id}),
                   {"用 --pack 指定文件夹", "name its folder with --pack"});
    return nullptr;
  }
  std::optional<Scenario> scenario = load_scenario(folder, problems);
  return scenario ? std::make_unique<Scenario>(std::move(*scenario)) : nullptr;
}

} // namespace jixia
