#pragma once

#include <string>

namespace jixia {

/// The content of an attachment, known by its SHA-2 in lower-case hexadecimal.
struct Attachment {
  std::string sha2, content_type, content;
};

} // namespace jixia
