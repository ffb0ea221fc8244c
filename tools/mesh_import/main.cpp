// jixia-mesh-import FILE OUT.jxm      reads one foreign model; on failure OUT.jxm.problem says why
// jixia-mesh-import --folder FOLDER   reads every *.glb of FOLDER (ours, at build time)
#include <cstdio>
#include <exception>
#include <fstream>
#include <string_view>

#include "foreign_model.h"
#include "geometry/model_file.h"

namespace {

bool import_one(const std::filesystem::path& in, const std::filesystem::path& out,
                jixia::Text& problem) {
  try {
    const auto model = jixia::read_foreign_model(in, problem);
    return model && jixia::write_model(*model, out, problem);
  } catch (const std::exception& e) {
    problem = jixia::fill(jixia::Text{"读取时出错：{0}", "failed while reading: {0}"},
                          {std::string(e.what())});
    return false;
  }
}

int import_folder(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".glb") continue;
    std::filesystem::path out = entry.path();
    out.replace_extension(".jxm");
    jixia::Text problem;
    if (!import_one(entry.path(), out, problem)) {
      std::fprintf(stderr, "%s: %s\n", entry.path().c_str(), problem.en.c_str());
      return 1;
    }
  }
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: jixia-mesh-import FILE OUT.jxm | --folder FOLDER\n", stderr);
    return 2;
  }
  if (std::string_view(argv[1]) == "--folder") return import_folder(argv[2]);
  jixia::Text problem;
  if (import_one(argv[1], argv[2], problem)) return 0;
  std::ofstream(std::string(argv[2]) + ".problem") << problem.zh << '\n' << problem.en << '\n';
  std::fprintf(stderr, "%s: %s\n", argv[1], problem.en.c_str());
  return 1;
}
