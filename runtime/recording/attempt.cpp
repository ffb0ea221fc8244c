#include "recording/attempt.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "base/file_io.h"
#include "recording/attempt_header.h"
#include "recording/journal.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

void report(Diagnostics& problems, const fs::path& file, const Text& problem,
            const Text& help = {}) {
  problems.error({file.string(), 0, 0}, problem, help);
}

void report_errno(Diagnostics& problems, const fs::path& file, const Text& doing) {
  const Text reason = system_error_text(errno);
  report(problems, file, fill({"{0}：{1}", "{0}: {1}"}, std::vector<Text>{doing, reason}));
}

/// Opens journal.bin for this writer alone. @returns -1 with the reason in `problems`.
int open_journal(const fs::path& file, int flags, Diagnostics& problems) {
  const int descriptor =
      ::open(file.c_str(), flags | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor < 0) {
    report_errno(problems, file, {"无法打开操作日志", "cannot open the journal"});
    return -1;
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    report(problems, file, {"另一个程序正在写这次记录", "another program is writing this attempt"},
           {"先关闭那个程序", "close that program first"});
    ::close(descriptor);
    return -1;
  }
  return descriptor;
}

std::span<const std::uint8_t> as_bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Writes what a new attempt begins with into its empty folder.
bool write_beginning(AttemptWriter& writer, const AttemptHeader& header, Diagnostics& problems) {
  if (!writer.flush(true)) {
    report(problems, writer.folder() / "journal.bin", writer.trouble());
    return false;
  }
  return write_file_atomically(writer.folder() / "attempt.json", header_json(header), problems);
}

/// Reads and checks journal.bin; damage goes to `problems`.
std::optional<journal::Content> load_journal(const fs::path& file, Diagnostics& problems) {
  const auto bytes = read_file_limited(file, journal::kMostBytes, problems);
  if (!bytes) {
    return std::nullopt;
  }
  journal::Content content = journal::decode(as_bytes(*bytes));
  if (content.damage) {
    report(problems, file,
           fill({"第 {0} 字节处：{1}", "at byte {0}: {1}"},
                std::vector<Text>{same_text(std::to_string(content.damage->offset)),
                                  content.damage->what}),
           {"这次记录不能再作为成绩依据；如有副本请用副本",
            "this attempt no longer proves a score; use a copy if there is one"});
    return std::nullopt;
  }
  return content;
}

std::optional<AttemptHeader> load_header(const fs::path& folder, Diagnostics& problems) {
  const fs::path file = folder / "attempt.json";
  const auto json = read_file_limited(file, kMostHeaderBytes, problems);
  return json ? read_header(*json, file.string(), problems) : std::nullopt;
}

} // namespace

std::unique_ptr<AttemptWriter> AttemptWriter::create(const fs::path& folder,
                                                     const AttemptHeader& header,
                                                     Diagnostics& problems) {
  if (!folder.parent_path().empty() && !make_folder(folder.parent_path(), problems)) {
    return nullptr;
  }
  std::error_code error;
  if (!fs::create_directory(folder, error)) {
    const Text reason = error ? system_error_text(error.value()) : system_error_text(EEXIST);
    report(problems, folder,
           fill({"无法建立记录文件夹：{0}", "cannot make the attempt's folder: {0}"},
                std::vector<Text>{reason}),
           {"换一个还不存在的文件夹", "name a folder that does not exist yet"});
    return nullptr;
  }
  std::unique_ptr<AttemptWriter> writer(new AttemptWriter);
  writer->folder_ = folder;
  writer->file_ = open_journal(folder / "journal.bin", O_CREAT | O_EXCL, problems);
  writer->pending_ = journal::header();
  if (writer->file_ < 0 || !write_beginning(*writer, header, problems)) {
    writer.reset();
    fs::remove_all(folder, error); // it holds nothing yet; a second try must not find it
    return nullptr;
  }
  sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
  return writer;
}

std::unique_ptr<AttemptWriter> AttemptWriter::reopen(const fs::path& folder,
                                                     Diagnostics& problems) {
  const fs::path file = folder / "journal.bin";
  std::unique_ptr<AttemptWriter> writer(new AttemptWriter);
  writer->folder_ = folder;
  writer->file_ = open_journal(file, 0, problems);
  if (writer->file_ < 0 || !load_header(folder, problems)) {
    return nullptr;
  }
  const auto content = load_journal(file, problems);
  if (!content) {
    return nullptr;
  }
  if (content->is_torn &&
      ::ftruncate(writer->file_, static_cast<off_t>(content->intact_bytes)) != 0) {
    report_errno(problems, file, {"无法截去残缺的记录", "cannot cut off the torn record"});
    return nullptr;
  }
  if (content->intact_bytes == 0) {
    writer->pending_ = journal::header();
  }
  writer->is_unsynced_ = content->is_torn;
  if (!writer->flush(true)) {
    report(problems, file, writer->trouble());
    return nullptr;
  }
  return writer;
}

AttemptWriter::~AttemptWriter() {
  if (file_ >= 0) {
    flush(true);
    ::close(file_);
  }
}

void AttemptWriter::append(const JournalRecord& record) {
  journal::encode(record, pending_);
  flush();
}

bool AttemptWriter::flush(bool now) {
  const Clock::time_point time = Clock::now();
  bool is_well = true;
  if (!pending_.empty() && (now || time - last_write_ >= kWriteInterval)) {
    last_write_ = time;
    is_well = write_pending();
  }
  if (is_unsynced_ && (now || time - last_sync_ >= kSyncInterval)) {
    last_sync_ = time;
    is_well = sync() && is_well;
  }
  if (is_well && pending_.empty() && !is_unsynced_) {
    trouble_ = {};
  }
  return trouble_.empty();
}

/// Hands all pending bytes to the system; keeps what it does not take.
bool AttemptWriter::write_pending() {
  std::size_t done = 0;
  while (done < pending_.size()) {
    const ssize_t count = ::write(file_, pending_.data() + done, pending_.size() - done);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      trouble_ = fill({"操作日志写不进磁盘：{0}", "the journal cannot be written: {0}"},
                      std::vector<Text>{system_error_text(errno)});
      break;
    }
    done += static_cast<std::size_t>(count);
    is_unsynced_ = true;
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done));
  return pending_.empty();
}

bool AttemptWriter::sync() {
  if (::fdatasync(file_) != 0) {
    trouble_ = fill({"操作日志未能落盘：{0}", "the journal cannot be synced: {0}"},
                    std::vector<Text>{system_error_text(errno)});
    return false;
  }
  is_unsynced_ = false;
  return true;
}

std::optional<Attempt> load_attempt(const fs::path& folder, Diagnostics& problems) {
  auto header = load_header(folder, problems);
  auto content = load_journal(folder / "journal.bin", problems);
  if (!header || !content) {
    return std::nullopt;
  }
  return Attempt{folder, std::move(*header), std::move(content->records), content->is_torn};
}

} // namespace jixia
