#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "scenario/load_scenario.h"

namespace jixia::test {

/// A small pack in a temporary folder that a test changes, loads and throws away.
class PackOnDisk {
 public:
  PackOnDisk() {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("jixia-pack-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    write("pack.yaml", R"(id: tank
version: 1.0.0
domain: chemical
title: {zh: 水罐, en: Tank}
summary: {zh: 一个罐, en: One tank}
school: 稷下
licence: CC-BY-SA-4.0
objectives:
  - {zh: 控制液位, en: Control a level}
exercises: [fill]
)");
    write("plant.yaml", R"(V1:
  type: Vessel
  name: {zh: 水罐, en: Tank}
  diameter: 1.6 m
  in: {heat: E1.DUTY}
)");
    write("exercises/fill.yaml", R"(mode: cold-start
title: {zh: 充罐, en: Fill}
goal: {zh: 从空到一半, en: From empty to half}
briefing: {zh: 打开阀门, en: Open the valve}
duration: 10 min
phases:
  a: {zh: 进水, en: Fill}
steps:
  - id: S1
    title: {zh: 进水, en: Fill}
    do: {zh: 打开进水阀, en: Open the inlet}
    phase: a
    points: 100
    done: LIC1 >= 48 %
    time: 60 s
)");
    write("operators/fill/expert.yaml", R"(title: {zh: 熟手, en: Expert}
score: [98, 100]
steps:
  - part: open
  - wait: 5 s
    set: {HV1: 100 %, HV2: 0 %}
  - part: close
  - {until: LIC1 >= 48 %, timeout: 2 min}
  - {ramp: {HV1: 0 %}, over: 20 s}
)");
  }
  ~PackOnDisk() { std::filesystem::remove_all(folder_); }
  PackOnDisk(const PackOnDisk&) = delete;
  PackOnDisk& operator=(const PackOnDisk&) = delete;

  void write(const std::string& path, const std::string& content) {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << content;
  }

  /// Exchanges `from` for `to` in a file.
  void change(const std::string& path, const std::string& from, const std::string& to) {
    std::ifstream in(folder_ / path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    content.replace(content.find(from), from.size(), to);
    write(path, content);
  }

  std::optional<Scenario> load() {
    problems_ = {};
    return load_scenario(folder_, problems_);
  }
  const Diagnostics& problems() const { return problems_; }
  std::string report() const { return problems_.text(Language::English); }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  Diagnostics problems_;
};

} // namespace jixia::test
