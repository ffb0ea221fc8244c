// jixia-modelgen FOLDER [--list]: writes every equipment model as FOLDER/NAME.glb.
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "equipment.h"
#include "gltf_writer.h"

namespace {

std::size_t count_triangles(const jixia::Model& model) {
  std::size_t n = 0;
  for (const jixia::Part& part : model.parts) n += part.mesh ? part.mesh->triangle_count() : 0;
  return n;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fputs("usage: jixia-modelgen FOLDER [--list]\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const bool list = argc == 3 && std::string_view(argv[2]) == "--list";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const jixia::Model& model : jixia::modelgen::make_all_models()) {
    const jixia::Text problem = jixia::find_problem(model);
    if (!problem.empty()) {
      std::fprintf(stderr, "%s: %s\n", model.name.c_str(), problem.en.c_str());
      return 1;
    }
    if (!jixia::modelgen::write_glb(model, folder / (model.name + ".glb"))) {
      std::fprintf(stderr, "cannot write %s\n", (folder / model.name).c_str());
      return 1;
    }
    if (list) std::printf("%-24s %6zu triangles\n", model.name.c_str(), count_triangles(model));
  }
  return 0;
}
