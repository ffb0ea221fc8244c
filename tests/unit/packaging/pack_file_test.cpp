#include "packaging/pack_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "packaging/stored_zip.h"
#include "support/temporary_folder.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string_view>;

std::string build(const Files& files) {
  Diagnostics problems;
  const auto bytes = make_pack_file(files, "tiny", "1.0.0", problems);
  EXPECT_TRUE(bytes) << problems.text(Language::English);
  return bytes.value_or("");
}

std::string fault_of(const Files& files, const std::string& id, const std::string& version) {
  Diagnostics problems;
  EXPECT_FALSE(make_pack_file(files, id, version, problems));
  return problems.text(Language::English);
}

const Files kTiny{{"exercises/a.yaml", "a: 1\n"}, {"pack.yaml", "id: tiny\n"}};

TEST(PackFile, ReadsWhatItWrote) {
  const std::string bytes = build(kTiny);
  Diagnostics problems;
  const auto contents = read_pack_file(bytes, "tiny.zip", problems);
  ASSERT_TRUE(contents) << problems.text(Language::English);
  EXPECT_EQ(contents->id, "tiny");
  EXPECT_EQ(contents->version, "1.0.0");
  EXPECT_EQ(contents->files, kTiny);
  EXPECT_EQ(contents->digest, calc_pack_digest(kTiny));
}

TEST(PackFile, TheLayoutIsTheOneWrittenDown) {
  // By hand from APPNOTE 4.3: one stored file "a" of one byte "x", dated 1980-01-01, mode 0644.
  const std::string shared = std::string("\x0a\0\0\0\0\0\0\0\x21\0", 10) + "\x83\x16\xdc\x8c" +
                             std::string("\x01\0\0\0\x01\0\0\0\x01\0\0\0", 12);
  const std::string expected =
      "PK\x03\x04" + shared + "ax" + "PK\x01\x02" + std::string("\x14\x03", 2) + shared +
      std::string("\0\0\0\0\0\0\0\0\xa4\x81\0\0\0\0", 14) + "a" + "PK\x05\x06" +
      std::string("\0\0\0\0\x01\0\x01\0\x2f\0\0\0\x20\0\0\0\0\0", 18);
  EXPECT_EQ(make_stored_zip({{"a", "x"}}), expected);
}

TEST(PackFile, WhatCannotBeDistributedIsNamed) {
  EXPECT_NE(fault_of({{"a.yaml", ""}}, "tiny", "1.0.0").find("no pack.yaml"), std::string::npos);
  EXPECT_NE(fault_of(kTiny, "Tiny", "1.0.0").find("pack id Tiny"), std::string::npos);
  EXPECT_NE(fault_of(kTiny, "tiny", "1.0").find("version 1.0"), std::string::npos);
  Files device = kTiny;
  device["models/aux.glb"] = "";
  EXPECT_NE(fault_of(device, "tiny", "1.0.0").find("device"), std::string::npos);
}

TEST(PackFile, AFolderIsWrittenWholeOrNotAtAll) {
  const TemporaryFolder folder;
  const std::string bytes = build(kTiny);
  Diagnostics problems;
  const auto contents = read_pack_file(bytes, "tiny.zip", problems);
  ASSERT_TRUE(contents);
  const fs::path target = folder.path() / "packs" / "tiny@1.0.0";
  ASSERT_TRUE(write_pack_folder(*contents, target, problems)) << problems.text(Language::English);
  const auto pack = PackFolder::read(target, problems);
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->digest(), contents->digest);
  EXPECT_FALSE(write_pack_folder(*contents, target, problems)); // it is there already
  std::size_t names = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(target.parent_path())) {
    ++names;
  }
  EXPECT_EQ(names, 1u); // nothing is left beside it
}

TEST(PackFile, AFolderInstalledAndBuiltAgainGivesTheSameBytes) {
  const TemporaryFolder folder;
  const std::string bytes = build(kTiny);
  Diagnostics problems;
  const auto contents = read_pack_file(bytes, "tiny.zip", problems);
  ASSERT_TRUE(contents && write_pack_folder(*contents, folder.path() / "x", problems));
  const auto pack = PackFolder::read(folder.path() / "x", problems);
  ASSERT_TRUE(pack);
  EXPECT_EQ(build({pack->files().begin(), pack->files().end()}), bytes);
}

} // namespace
} // namespace jixia
