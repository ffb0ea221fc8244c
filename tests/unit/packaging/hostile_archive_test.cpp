// The corpus of hostile archives: each is written here, none may be accepted and none may leave a
// file anywhere.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <fstream>

#include "hostile_zip.h"
#include "packaging/pack_file.h"
#include "packaging/stored_zip.h"
#include "support/temporary_folder.h"
#include "trust/digest.h"
#include "trust/json_value.h"

namespace jixia {
namespace {

using hostile::Archive;
using hostile::Entry;
using hostile::file;

const std::string kPack = "id: tiny\nversion: 1.0.0\n";

/// A manifest that is right for these files, so that nothing but the attack is wrong.
std::string manifest_for(const std::vector<Entry>& entries) {
  std::map<std::string, std::string_view> files;
  JsonValue::List list;
  for (const Entry& entry : entries) {
    files[entry.name] = entry.content;
  }
  for (const auto& [path, content] : files) {
    list.push_back(JsonValue::Object{{"path", path},
                                     {"sha256", calc_sha256(content)},
                                     {"size", static_cast<std::int64_t>(content.size())}});
  }
  return canonical_json(JsonValue::Object{{"digest", calc_pack_digest(files)},
                                          {"files", list},
                                          {"format", 1},
                                          {"id", "tiny"},
                                          {"version", "1.0.0"}});
}

Archive archive_of(std::vector<Entry> entries) {
  Archive archive;
  archive.entries = std::move(entries);
  archive.entries.insert(archive.entries.begin(),
                         file("manifest.json", manifest_for(archive.entries)));
  return archive;
}

bool is_accepted(const std::string& bytes) {
  Diagnostics problems;
  const auto contents = read_pack_file(bytes, "x.zip", problems);
  EXPECT_EQ(contents.has_value(), !problems.has_errors());
  if (!contents) {
    EXPECT_FALSE(problems.all().front().problem.zh.empty());
    EXPECT_FALSE(problems.all().front().help.en.empty());
  }
  return contents.has_value();
}

std::string message_for(const std::string& bytes) {
  Diagnostics problems;
  read_pack_file(bytes, "x.zip", problems);
  return problems.text(Language::English);
}

TEST(HostileArchive, AnHonestOneIsAccepted) {
  const Archive honest = archive_of({file("exercises/a.yaml", "a: 1\n"), file("pack.yaml", kPack)});
  EXPECT_TRUE(is_accepted(honest.bytes()));
}

class HostileName : public testing::TestWithParam<std::string> {};

TEST_P(HostileName, IsRefused) {
  const std::string name = GetParam();
  std::vector<Entry> entries{file(name, "content"), file("pack.yaml", kPack)};
  if (name > "pack.yaml") {
    std::swap(entries[0], entries[1]);
  }
  EXPECT_FALSE(is_accepted(archive_of(entries).bytes())) << name;
}

INSTANTIATE_TEST_SUITE_P(
    Names, HostileName,
    testing::Values("../evil", "../../../../tmp/evil", "a/../../evil", "a/..", "..", ".", "./a",
                    "a/./b", "/etc/evil", "/", "//host/share/evil", "a//b", "a/", "", "C:/evil",
                    "C:evil", "c:\\evil", "..\\evil", "a\\b", "\\\\host\\share", "~/evil",
                    std::string("a\0b", 3), std::string("pack.yaml\0.png", 14), "a\nb", "a\tb",
                    "\x1b[2Jx", "a b", " a", "a ", "a.", "a./b", ".hidden", "a/.git/config", "con",
                    "CON.yaml", "aux.h", "nul", "exercises/prn.yaml", "com1.yaml", "LPT9", "lpt0",
                    "conin", "a:stream", "a*", "a?", "a|b", "a<b", "a\"b", "$HOME", "%2e%2e/evil",
                    "e\xcc\x81.yaml", "\xc3\xa9.yaml", "\xef\xbc\x8e\xef\xbc\x8e/evil",
                    "\xe2\x80\xae"
                    "gnp.yaml",
                    "\xc0\xae\xc0\xae/evil", "\xff", "a/b/c/d/e/f/g/h.yaml", std::string(101, 'a'),
                    std::string(201, 'a'), std::string(65535, 'a')));

TEST(HostileArchive, TwoFilesThatMeetAreRefused) {
  const auto pair = [](const std::string& a, const std::string& b) {
    return archive_of({file(a, "1"), file(b, "2"), file("pack.yaml", kPack)}).bytes();
  };
  EXPECT_FALSE(is_accepted(pair("a.yaml", "a.yaml")));
  EXPECT_FALSE(is_accepted(pair("A.yaml", "a.yaml")));     // one file on Windows and macOS
  EXPECT_FALSE(is_accepted(pair("MODELS/x", "models/y"))); // one folder there
  EXPECT_FALSE(is_accepted(pair("a", "a/b")));             // file and folder at once
  EXPECT_FALSE(is_accepted(pair("Manifest.json", "a")));   // beside manifest.json
  EXPECT_FALSE(is_accepted(pair("b.yaml", "a.yaml")));     // out of order
  EXPECT_TRUE(is_accepted(pair("a-b", "a/b")));
}

TEST(HostileArchive, EveryFieldThatLiesIsFound) {
  const std::vector<Entry> honest{file("a.yaml", "1234567890"), file("pack.yaml", kPack)};
  const auto with = [&](const std::function<void(Entry&)>& change) {
    Archive archive = archive_of(honest);
    change(archive.entries[1]);
    return archive.bytes();
  };
  EXPECT_TRUE(is_accepted(with([](Entry&) {})));
  const std::vector<std::function<void(Entry&)>> lies{
      [](Entry& e) { e.central_name = "../evil"; },
      [](Entry& e) { e.central_name = "b.yaml"; },
      [](Entry& e) { e.local_size = 9; },
      [](Entry& e) { e.local_size = 0xffffffff; },
      [](Entry& e) { e.local_size = 0x7fffffff; },
      [](Entry& e) { e.local_packed = 3; },
      [](Entry& e) { e.local_packed = 0; },
      [](Entry& e) { e.central_size = 9; },
      [](Entry& e) { e.central_size = 0xffffffff; },
      [](Entry& e) { e.central_offset = 0; }, // overlaps the manifest
      [](Entry& e) { e.central_offset = 0xffffffff; },
      [](Entry& e) { e.sum = 0; },
      [](Entry& e) { e.flags = 1; },      // encrypted
      [](Entry& e) { e.flags = 1 << 3; }, // sizes behind the data
      [](Entry& e) { e.flags = 1 << 6; }, // strongly encrypted
      [](Entry& e) { e.flags = 1 << 11; },
      [](Entry& e) { e.flags = 1 << 13; }, // masked headers
      [](Entry& e) { e.method = 8; },
      [](Entry& e) { e.method = 99; },
      [](Entry& e) { e.version = 45; },
      [](Entry& e) { e.date = 0; },
      [](Entry& e) { e.made_by = 20; },
      [](Entry& e) { e.attributes = 0120777u << 16; },                         // a link
      [](Entry& e) { e.attributes = 020666u << 16; },                          // a device
      [](Entry& e) { e.attributes = 0104755u << 16; },                         // set-user-id
      [](Entry& e) { e.attributes = 0040755u << 16; },                         // a folder
      [](Entry& e) { e.local_extra = std::string("\x75\x70\x05\0abcde", 9); }, // another name
      [](Entry& e) { e.central_extra = std::string("\x75\x70\x05\0abcde", 9); },
      [](Entry& e) { e.local_extra = std::string("\x01\0\x10\0", 4) + std::string(16, '\xff'); },
      [](Entry& e) { e.comment = "hidden"; },
  };
  for (std::size_t k = 0; k < lies.size(); ++k) {
    EXPECT_FALSE(is_accepted(with(lies[k]))) << "lie " << k;
  }
}

TEST(HostileArchive, NothingHidesBetweenThePartsOrBehind) {
  const auto with = [](const std::function<void(Archive&)>& change) {
    Archive archive = archive_of({file("pack.yaml", kPack)});
    change(archive);
    return archive.bytes();
  };
  EXPECT_TRUE(is_accepted(with([](Archive&) {})));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.before = "MZ"; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.between = "x"; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.behind = "x"; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.comment = "x"; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.directory_twice = 1; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.count = 1; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.count = 65535; })));
  EXPECT_FALSE(is_accepted(with([](Archive& a) { a.directory_offset = 0; })));
  const Archive second = archive_of({file("pack.yaml", kPack), file("x", "y")});
  EXPECT_FALSE(is_accepted(with([&](Archive& a) { a.behind = second.bytes(); })));
  EXPECT_FALSE(is_accepted(with([&](Archive& a) { a.comment = second.bytes(); })));
}

TEST(HostileArchive, EveryCutIsFound) {
  const std::string whole = archive_of({file("a.yaml", "123"), file("pack.yaml", kPack)}).bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_FALSE(is_accepted(whole.substr(0, size))) << size;
  }
}

TEST(HostileArchive, EveryChangedBitIsFound) {
  const std::string whole = archive_of({file("a.yaml", "123"), file("pack.yaml", kPack)}).bytes();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      ASSERT_FALSE(is_accepted(changed)) << at << ", bit " << bit;
    }
  }
}

TEST(HostileArchive, WhatNestsOrRunsIsRefused) {
  const std::string inner = archive_of({file("pack.yaml", kPack)}).bytes();
  const std::string tar = std::string(257, 'a') + "ustar" + std::string(250, '\0');
  for (const std::string& content : {inner, std::string("\x1f\x8b\x08rest"),
                                     std::string("\x7f"
                                                 "ELF\x02"),
                                     std::string("MZ\x90\0", 4), std::string("#!/bin/sh\n"),
                                     std::string("7z\xbc\xaf\x27\x1c"), tar}) {
    EXPECT_FALSE(
        is_accepted(archive_of({file("a.yaml", content), file("pack.yaml", kPack)}).bytes()));
  }
  EXPECT_TRUE(is_accepted(archive_of({file("a.glb", "glTF"), file("pack.yaml", kPack)}).bytes()));
}

TEST(HostileArchive, TooManyAndTooLargeAreRefused) {
  std::vector<Entry> many;
  for (int k = 0; k < 2000; ++k) {
    many.push_back(file("f" + std::to_string(10000 + k), ""));
  }
  many.push_back(file("pack.yaml", kPack));
  EXPECT_FALSE(is_accepted(archive_of(many).bytes()));
  many.erase(many.begin());
  EXPECT_TRUE(is_accepted(archive_of(many).bytes()));
  const std::string large((16u << 20) + 1, 'x');
  EXPECT_FALSE(is_accepted(archive_of({file("a.glb", large), file("pack.yaml", kPack)}).bytes()));
  EXPECT_FALSE(is_accepted(std::string(kMostPackFileBytes + 1, 'x')));
}

TEST(HostileArchive, ABombOfCompressionIsRefusedUnread) {
  // A quarter of a gigabyte of zeros as deflate makes it: a thousand to one.
  std::string packed(2u << 20, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  std::string zeros(1u << 20, '\0');
  for (int k = 0; k < 256; ++k) {
    stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
    stream.avail_in = static_cast<uInt>(zeros.size());
    deflate(&stream, k == 255 ? Z_FINISH : Z_NO_FLUSH);
  }
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  Entry bomb = file("bomb.yaml", packed);
  bomb.method = 8;
  bomb.local_size = 256 << 20;
  bomb.local_packed = static_cast<std::int64_t>(packed.size());
  const std::string bytes = archive_of({bomb, file("pack.yaml", kPack)}).bytes();
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  EXPECT_NE(message_for(bytes).find("compressed files"), std::string::npos);
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 4 * 1024); // [KiB]
}

TEST(HostileArchive, TheManifestIsHeldToTheFiles) {
  const std::vector<Entry> honest{file("pack.yaml", kPack)};
  const auto with = [&](const std::string& manifest) {
    Archive archive;
    archive.entries = {file("manifest.json", manifest), honest[0]};
    return archive.bytes();
  };
  const std::string right = manifest_for(honest);
  EXPECT_TRUE(is_accepted(with(right)));
  EXPECT_FALSE(is_accepted(with("")));
  EXPECT_FALSE(is_accepted(with("{}")));
  EXPECT_FALSE(is_accepted(with(right + "\n")));
  EXPECT_FALSE(is_accepted(with(std::string(100'000, '['))));
  EXPECT_FALSE(is_accepted(with(std::string((1u << 20) + 1, ' '))));
  for (const auto& [from, to] : std::map<std::string, std::string>{{"\"tiny\"", "\"../x\""},
                                                                   {"\"1.0.0\"", "\"1.0\""},
                                                                   {"\"format\":1", "\"format\":2"},
                                                                   {"\"size\":", "\"size\":1"},
                                                                   {"pack.yaml", "pack.yamk"}}) {
    std::string wrong = right;
    wrong.replace(wrong.find(from), from.size(), to);
    EXPECT_FALSE(is_accepted(with(wrong))) << wrong;
  }
  Archive last; // in the wrong place
  last.entries = {honest[0], file("manifest.json", right)};
  EXPECT_FALSE(is_accepted(last.bytes()));
  Archive bare;
  bare.entries = honest;
  EXPECT_FALSE(is_accepted(bare.bytes()));
}

TEST(HostileArchive, OtherKindsOfFilesAreRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("PK"), std::string("PK\x05\x06") + std::string(18, '\0'),
        std::string(1000, '\0'), std::string("\x1f\x8b\x08"), std::string("not an archive")}) {
    EXPECT_FALSE(is_accepted(bytes));
  }
}

} // namespace
} // namespace jixia
