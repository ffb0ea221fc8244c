#include "storage/durable_copy.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

namespace jixia {
namespace {

void sync(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_done = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!is_done) {
    throw std::runtime_error("cannot make durable: " + path.string());
  }
}

} // namespace

FileDigest digest_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free);
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  FileDigest digest;
  std::vector<char> piece(1u << 20);
  while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) ||
         stream.gcount() > 0) {
    const auto got = static_cast<std::size_t>(stream.gcount());
    EVP_DigestUpdate(context.get(), piece.data(), got);
    digest.size += got;
  }
  if (!stream.eof()) {
    throw std::runtime_error("cannot read " + file.string());
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), bytes.data(), &size);
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (unsigned k = 0; k < size; ++k) {
    digest.sha256 += kDigits[bytes[k] >> 4];
    digest.sha256 += kDigits[bytes[k] & 15];
  }
  return digest;
}

void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::copy_file(from, to); // never over another one
  sync(to);
  sync(to.parent_path());
}

} // namespace jixia
