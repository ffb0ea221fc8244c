#pragma once

#include <httplib.h>

#include "http/exchange.h"

namespace jixia {

/// What the HTTP library read of a request, without its body.
HttpRequest read_head(const httplib::Request& in);

/// Reads the body of one request, once. What nobody wanted is read and dropped, or it would be
/// taken for the next request.
class BodyReader {
 public:
  BodyReader(const httplib::Request& in, const httplib::ContentReader* reader)
      : in_(in), reader_(reader) {}

  /// @throws Refusal
  void read(HttpRequest& request, std::size_t most);

  void drop() { drain(nullptr, 0); }

 private:
  bool drain(HttpRequest* request, std::size_t most);
  bool drain_plain(HttpRequest* request, std::size_t most);
  bool drain_parts(HttpRequest* request, std::size_t most);
  std::size_t declared_length() const;

  const httplib::Request& in_;
  const httplib::ContentReader* reader_;
  bool is_read_ = false, is_whole_ = true;
};

/// True if the ranges that are asked for lie within the answer, and are few. The HTTP library waits
/// for ever on one that begins behind the end.
bool has_good_ranges(const httplib::Request& in, const HttpAnswer& answer);

void write_answer(const HttpAnswer& answer, httplib::Response& out);

} // namespace jixia
