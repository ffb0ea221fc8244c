#include "app/command_line.h"

int main(int argc, char** argv) { return jixia::run_command_line(argc, argv); }
