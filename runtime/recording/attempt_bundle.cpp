#include "recording/attempt_bundle.h"

#include <zlib.h>

#include "base/file_io.h"
#include "recording/attempt_files.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "JIXIABDL";
constexpr std::uint32_t kVersion = 1;
const char* const kBundle = "bundle"; ///< stands for the file name in messages

template <typename Word>
void put(std::string& bytes, Word word) {
  for (std::size_t k = 0; k < sizeof(Word); ++k) {
    bytes += static_cast<char>(static_cast<std::uint64_t>(word) >> (8 * k));
  }
}

std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0L, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

/// Takes pieces off the front; once something is missing, everything is.
class BundleReader {
 public:
  explicit BundleReader(std::string_view bytes) : bytes_(bytes) {}

  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size()) {
      is_short_ = true;
      bytes_ = {};
      return {};
    }
    const std::string_view piece = bytes_.substr(0, static_cast<std::size_t>(count));
    bytes_.remove_prefix(static_cast<std::size_t>(count));
    return piece;
  }

  template <typename Word>
  Word take_number() {
    std::uint64_t word = 0;
    const std::string_view piece = take(sizeof(Word));
    for (std::size_t k = 0; k < piece.size(); ++k) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(piece[k])) << (8 * k);
    }
    return static_cast<Word>(word);
  }

  bool is_short() const { return is_short_; }
  bool is_used_up() const { return bytes_.empty() && !is_short_; }

 private:
  std::string_view bytes_;
  bool is_short_ = false;
};

/// One file off `reader`; what is wrong goes to `problem`.
BundledFile take_file(BundleReader& reader, Text& problem) {
  BundledFile file;
  file.name = reader.take(reader.take_number<std::uint16_t>());
  const auto size = reader.take_number<std::uint64_t>();
  const auto sum = reader.take_number<std::uint32_t>();
  const AttemptFile* known = find_attempt_file(file.name);
  if (reader.is_short() || known == nullptr) {
    problem = {"成绩包里有不认识的文件名", "the bundle holds a file that no attempt has"};
    return file;
  }
  if (size > known->most_bytes) {
    problem = fill({"{0} 过大，上限 {1} 字节", "{0} is too large, at most {1} bytes"},
                   {std::string(file.name), std::to_string(known->most_bytes)});
    return file;
  }
  file.content = reader.take(size);
  if (reader.is_short() || checksum(file.content) != sum) {
    problem = fill({"{0} 不完整或已损坏", "{0} is cut off or damaged"},
                   std::vector{std::string(file.name)});
  }
  return file;
}

/// True if every needed file is there, in the order of attempt_files(), none twice.
bool is_complete(const std::vector<BundledFile>& files) {
  std::size_t next = 0;
  for (const AttemptFile& known : attempt_files()) {
    if (next < files.size() && files[next].name == known.name) {
      ++next;
    } else if (known.is_needed) {
      return false;
    }
  }
  return next == files.size();
}

std::optional<std::vector<BundledFile>> refuse(Diagnostics& problems, const Text& problem) {
  problems.error({kBundle, 0, 0}, problem, {"重新发送这次记录", "send the attempt again"});
  return std::nullopt;
}

} // namespace

std::optional<std::string> make_attempt_bundle(const fs::path& folder, Diagnostics& problems) {
  std::string body;
  std::uint32_t count = 0;
  for (const AttemptFile& file : attempt_files()) {
    const auto content = read_attempt_file(folder, file, problems);
    if (!content) {
      return std::nullopt;
    }
    if (content->empty() && !file.is_needed) {
      continue;
    }
    ++count;
    put(body, static_cast<std::uint16_t>(file.name.size()));
    body += file.name;
    put(body, static_cast<std::uint64_t>(content->size()));
    put(body, checksum(*content));
    body += *content;
  }
  std::string bundle(kMagic);
  put(bundle, kVersion);
  put(bundle, count);
  bundle += body;
  if (bundle.size() > kMostBundleBytes) {
    problems.error({folder.string(), 0, 0},
                   {"这次记录太大，不能发送", "the attempt is too large to send"});
    return std::nullopt;
  }
  return bundle;
}

std::optional<std::vector<BundledFile>> read_attempt_bundle(std::string_view bytes,
                                                            Diagnostics& problems) {
  BundleReader reader(bytes);
  if (bytes.size() > kMostBundleBytes || reader.take(kMagic.size()) != kMagic ||
      reader.take_number<std::uint32_t>() != kVersion) {
    return refuse(problems,
                  {"不是本版本的成绩包", "this is not an attempt bundle of this version"});
  }
  const auto count = reader.take_number<std::uint32_t>();
  if (count > attempt_files().size()) {
    return refuse(problems, {"成绩包里文件过多", "the bundle holds too many files"});
  }
  std::vector<BundledFile> files;
  for (std::uint32_t k = 0; k < count; ++k) {
    Text problem;
    files.push_back(take_file(reader, problem));
    if (!problem.empty()) {
      return refuse(problems, problem);
    }
  }
  if (!reader.is_used_up() || !is_complete(files)) {
    return refuse(problems,
                  {"成绩包里缺文件、顺序不对或有多余内容",
                   "the bundle lacks a file, is out of order or has something behind it"});
  }
  return files;
}

bool write_bundled_attempt(const std::vector<BundledFile>& files, const fs::path& folder,
                           Diagnostics& problems) {
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  std::string beside = (parent / ("." + folder.filename().string() + ".XXXXXX")).string();
  std::error_code error;
  if (!make_folder(parent, problems)) {
    return false;
  }
  bool is_written = ::mkdtemp(beside.data()) != nullptr;
  for (std::size_t k = 0; is_written && k < files.size(); ++k) {
    is_written = write_attempt_file(beside, files[k].name, files[k].content, problems);
  }
  if (is_written) {
    fs::permissions(beside, fs::perms(0755), error);
    fs::rename(beside, folder, error); // fails if `folder` is there and not empty
    sync_folder(parent);
  }
  if (!is_written || error) {
    problems.error({folder.string(), 0, 0}, {"无法存放这次记录", "the attempt cannot be stored"});
    fs::remove_all(beside, error);
    return false;
  }
  return true;
}

} // namespace jixia
