#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "database/library_places.h"

namespace jixia {

/// The commands of jixia-library. Each is a few lines here and a function elsewhere.
class CommandLine {
 public:
  CommandLine();
  /// @returns the exit code: 0 done, 1 failed, 2 wrong use
  int run(int argc, char** argv);

 private:
  void add_serve();
  void add_administration();
  void add_attempt_commands();
  void find_places();

  CLI::App app_;
  std::function<int()> chosen_;
  LibraryPlaces places_;
  std::string db_, files_, shards_, blobs_, name_, school_, name_zh_, name_en_, home_page_, file_,
      packs_, public_key_;
  std::vector<std::string> scopes_, host_names_;
  std::string address_ = "127.0.0.1", tls_certificate_, tls_key_;
  bool allows_plain_ = false;
  int port_ = 8790;
  bool finishes_waiting_ = false;
};

} // namespace jixia
