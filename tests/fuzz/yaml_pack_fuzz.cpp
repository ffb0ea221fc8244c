// Any bytes as each of a pack's YAML files: no crash, no hang, no findings without a reason.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenario/load_components.h"
#include "scenario/load_exercise.h"
#include "scenario/load_operator.h"
#include "scenario/load_screen.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jixia;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Diagnostics problems;
  const std::optional<YamlNode> root = parse_yaml("fuzz.yaml", bytes, problems);
  if (!root) {
    if (!problems.has_errors()) {
      std::abort();
    }
    return 0;
  }
  std::vector<ComponentEntry> components;
  std::vector<DisplayEntry> displays;
  read_components(*root, components, displays, problems);
  const std::vector<Criterion> rules = read_rules(*root, problems);
  read_exercise("fuzz", *root, rules, problems);
  assemble_operators({{"fuzz", read_operator("fuzz", "fuzz", *root, problems)}}, problems);
  read_screen("fuzz", *root, problems);
  read_scene(*root, problems);
  problems.text(Language::Chinese);
  return 0;
}
