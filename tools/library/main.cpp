#include <cstdio>

#include "command_line.h"

int main(int argc, char** argv) {
  try {
    return jixia::CommandLine().run(argc, argv);
  } catch (const std::exception& unexpected) {
    std::fprintf(stderr, "内部错误 / internal error: %s\n", unexpected.what()); // texts: one language
    return 1;
  }
}
