#include "http/http_exchange.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "http/client_socket.h"
#include "http/http_date.h"
#include "recording/identity.h"

namespace jixia {
namespace {

/// A file's bytes as the system has them in its cache, known to the connection of this thread.
/// Files here are never written again in place (blobs have their digest for a name), so the bytes
/// stay though the file goes.
class FileView {
 public:
  explicit FileView(const std::filesystem::path& file)
      : file_(open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat facts {};
    if (file_ < 0 || fstat(file_, &facts) != 0) {
      return;
    }
    size_ = static_cast<std::size_t>(facts.st_size);
    data_ = size_ > 0 ? mmap(nullptr, size_, PROT_READ, MAP_SHARED, file_, 0) : nullptr;
    is_good_ = data_ != MAP_FAILED;
    if (ClientSocket* client = ClientSocket::of_this_thread(); client && is_good_ && size_ > 0) {
      client->know_file(file_, at(0), size_);
    }
  }
  ~FileView() {
    if (ClientSocket* client = ClientSocket::of_this_thread()) {
      client->forget_file();
    }
    if (is_good_ && size_ > 0) {
      munmap(data_, size_);
    }
    if (file_ >= 0) {
      close(file_);
    }
  }
  FileView(const FileView&) = delete;
  FileView& operator=(const FileView&) = delete;

  bool is_good() const { return is_good_; }
  std::size_t size() const { return size_; }
  const char* at(std::size_t offset) const { return static_cast<const char*>(data_) + offset; }

 private:
  int file_;
  void* data_ = nullptr;
  std::size_t size_ = 0;
  bool is_good_ = false;
};

void send_file(const std::filesystem::path& file, const std::string& type, httplib::Response& out) {
  const auto view = std::make_shared<const FileView>(file);
  if (!view->is_good()) {
    out.status = 500;
    return;
  }
  out.set_content_provider(
      view->size(), type, [view](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        constexpr std::size_t kPiece = 1 << 20; // then it is asked whether the server is stopping
        return sink.write(view->at(offset), std::min(length, kPiece));
      });
}

bool has_etag(const HttpAnswer& answer) {
  return std::any_of(answer.headers.begin(), answer.headers.end(),
                     [](const auto& header) { return header.first == "ETag"; });
}

// As it is: the HTTP library compresses plain contents, and then the tag would name another one.
void send_uncompressed(const HttpAnswer& answer, httplib::Response& out) {
  out.set_content_provider(
      answer.body.size(), answer.content_type,
      [body = answer.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(body.data() + offset, length);
      });
}

std::uintmax_t size_of(const HttpAnswer& answer) {
  std::error_code error;
  const std::uintmax_t size =
      answer.file.empty() ? answer.body.size() : std::filesystem::file_size(answer.file, error);
  return error ? 0 : size;
}

} // namespace

HttpRequest read_head(const httplib::Request& in) {
  HttpRequest request;
  request.is_head = in.method == "HEAD";
  request.method = request.is_head ? "GET" : in.method;
  request.path = in.path;
  request.parameters.insert(in.params.begin(), in.params.end());
  for (const auto& [name, value] : in.headers) {
    request.headers.emplace(name, value);
  }
  request.remote_address = in.remote_addr;
  const std::size_t question = in.target.find('?');
  request.query = question == std::string::npos ? "" : in.target.substr(question + 1);
  return request;
}

void BodyReader::read(HttpRequest& request, std::size_t most) {
  if (!drain(&request, most)) {
    throw Refusal{413, fill({"请求内容超过 {0} 字节", "the body is larger than {0} bytes"},
                            std::vector{std::to_string(most)})};
  }
  if (!is_whole_) {
    throw Refusal{400, {"请求内容没有收全", "the body did not arrive whole"}};
  }
}

// @returns false if there was more than `most`
bool BodyReader::drain(HttpRequest* request, std::size_t most) {
  const bool has_body = in_.has_header("Content-Length") || in_.has_header("Transfer-Encoding");
  if (!reader_ || !has_body || is_read_) {
    return true;
  }
  is_read_ = true;
  const bool fits =
      in_.is_multipart_form_data() ? drain_parts(request, most) : drain_plain(request, most);
  return fits && declared_length() <= most;
}

bool BodyReader::drain_plain(HttpRequest* request, std::size_t most) {
  bool fits = true;
  is_whole_ = (*reader_)([&](const char* data, std::size_t size) {
    fits = fits && request && request->body.size() + size <= most;
    if (fits) {
      request->body.append(data, size);
    }
    return true;
  });
  return fits;
}

bool BodyReader::drain_parts(HttpRequest* request, std::size_t most) {
  constexpr std::size_t kPartBytes = 200; // a part without content is not free
  std::size_t total = 0;
  const auto takes = [&](std::size_t size) {
    total += size;
    return request && total <= most;
  };
  is_whole_ = (*reader_)(
      [&](const httplib::MultipartFormData& head) {
        if (takes(head.name.size() + head.filename.size() + kPartBytes)) {
          request->parts.push_back({head.name, head.filename, head.content_type, {}});
        }
        return true;
      },
      [&](const char* data, std::size_t size) {
        if (takes(size) && !request->parts.empty()) {
          request->parts.back().content.append(data, size);
        }
        return true;
      });
  return total <= most;
}

std::size_t BodyReader::declared_length() const {
  const std::string text = in_.get_header_value("Content-Length");
  std::size_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

bool has_good_ranges(const httplib::Request& in, const HttpAnswer& answer) {
  constexpr std::size_t kMostRanges = 4;
  const std::uintmax_t size = size_of(answer);
  return in.ranges.size() <= kMostRanges &&
         std::all_of(in.ranges.begin(), in.ranges.end(), [&](const auto& range) {
           const auto [first, last] = range;
           return first < 0 ? last >= 0 : static_cast<std::uintmax_t>(first) < size;
         });
}

void write_answer(const HttpAnswer& answer, httplib::Response& out) {
  // The HTTP library cuts the ranges that were asked for, and only says so (206) if it may choose.
  out.status = answer.status == 200 ? -1 : answer.status;
  for (const auto& [name, value] : answer.headers) {
    out.set_header(name, value);
  }
  out.set_header("Date", http_date_text(wall_clock_ms() / 1000));
  out.set_header("X-Content-Type-Options", "nosniff");
  if (!answer.file.empty()) {
    send_file(answer.file, answer.content_type, out);
  } else if (has_etag(answer) && !answer.body.empty()) {
    send_uncompressed(answer, out);
  } else if (!answer.body.empty() || (answer.status != 204 && answer.status != 304)) {
    out.set_content(answer.body, answer.content_type);
  }
}

} // namespace jixia
