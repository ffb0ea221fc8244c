#include "command_line.h"

int main(int argc, char** argv) {
  return jixia::run_pack_command_line(argc, argv);
}
