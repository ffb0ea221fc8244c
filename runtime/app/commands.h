#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/console.h"

namespace jixia {

/// The options of each command, as `jixia COMMAND --help` explains them. Each run_ function does
/// one command and returns its exit code.

struct PlayOptions {
  std::string pack;
  std::string exercise;      ///< empty: the pack's first
  std::string operator_name; ///< a script of the pack, or a file; empty: nobody acts
  bool is_headless = false;
  bool is_exam = false;
  std::string speed; ///< "1", "20", "max"; empty: 1 in the window, max headless
  std::optional<std::uint64_t> seed;
  std::filesystem::path attempt; ///< empty: a new folder under the data folder
  std::string learner;
  bool json = false;
  bool has_pictures = true;
  std::string library; ///< URL, or "embedded": send the result there at the end
};
int run_play(const PlayOptions& options, Console& console);

struct SimOptions {
  std::string pack, exercise;
  std::filesystem::path actions; ///< CSV: time, tag, value
  std::string until, every = "1 s";
  std::vector<std::string> tags; ///< empty: every tag
  std::filesystem::path csv;
  std::optional<std::uint64_t> seed;
};
int run_sim(const SimOptions& options, Console& console);

struct ReplayOptions {
  std::filesystem::path attempt;
  std::string pack; ///< empty: where the attempt says, else by its id
  bool json = false;
};
int run_replay(const ReplayOptions& options, Console& console);

struct ResumeOptions {
  std::filesystem::path attempt;
  std::string operator_name;
  bool is_headless = false;
};
int run_resume(const ResumeOptions& options, Console& console);

struct ReportOptions {
  std::filesystem::path attempt, html, pdf;
};
int run_report(const ReportOptions& options, Console& console);

struct ExportOptions {
  std::filesystem::path attempt, out;
  std::string format; ///< xapi, ilab-x, json, csv
};
int run_export(const ExportOptions& options, Console& console);

int run_send(const std::string& library, const std::string& key, Console& console,
             bool is_beside = false);
int run_list(bool json, Console& console);
int run_passport(bool json, Console& console);
int run_bench(const std::string& pack, Console& console);
int run_window(const PlayOptions& options, Console& console);
int run_window_on(const std::filesystem::path& attempt, Console& console); ///< goes on with it

} // namespace jixia
