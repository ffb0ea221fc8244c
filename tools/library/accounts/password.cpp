#include "accounts/password.h"

#include <sodium.h>

#include <array>
#include <atomic>
#include <semaphore>
#include <set>
#include <stdexcept>
#include <string_view>

#include "http/exchange.h"

namespace jixia {
namespace {

constexpr int kMostAtOnce = 2;
constexpr int kMostWaiting = 200;

// The right to hash one password; waits for it.
class Turn {
 public:
  Turn() {
    if (waiting_.fetch_add(1) >= kMostWaiting) {
      waiting_.fetch_sub(1);
      throw Refusal{503,
                    {"登录的人太多，稍后再试", "too many people are signing in, try again soon"},
                    {{"Retry-After", "5"}}};
    }
    free_.acquire();
  }
  ~Turn() {
    free_.release();
    waiting_.fetch_sub(1);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::counting_semaphore<kMostAtOnce> free_;
  static std::atomic<int> waiting_;
};
std::counting_semaphore<kMostAtOnce> Turn::free_{kMostAtOnce};
std::atomic<int> Turn::waiting_{0};

std::size_t count_letters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) {
    count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  }
  return count;
}

// 12345678, abcdefgh, 87654321.
bool is_run(std::string_view text) {
  for (const int step : {1, -1}) {
    bool is_one = true;
    for (std::size_t k = 1; k < text.size() && is_one; ++k) {
      is_one = text[k] - text[k - 1] == step;
    }
    if (is_one) {
      return true;
    }
  }
  return false;
}

bool contains(const std::string& text, const std::string& part) {
  return part.size() >= 4 && text.find(part) != std::string::npos;
}

} // namespace

PasswordHashing::PasswordHashing(HashingCost cost) : cost_(cost) {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium cannot start");
  }
  nobodys_hash_ = make_hash(make_start_password());
}

std::string PasswordHashing::make_hash(const std::string& password) const {
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost_.passes,
                            cost_.memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("no memory to hash a password");
  }
  return hash.data();
}

PasswordHashing::Result PasswordHashing::check(const std::string& hash,
                                               const std::string& password) const {
  const Turn turn;
  const std::string& with = hash.empty() ? nobodys_hash_ : hash;
  const bool is_right =
      crypto_pwhash_str_verify(with.c_str(), password.data(), password.size()) == 0;
  if (!is_right || hash.empty()) {
    return Result::Wrong;
  }
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory) == 0
             ? Result::Right
             : Result::RightButOld;
}

std::string make_start_password() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string password;
  for (int k = 0; k < 10; ++k) {
    password += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return password;
}

std::optional<Text> find_password_fault(const std::string& password, const std::string& login,
                                        const std::string& name) {
  if (password.size() > kMostPasswordBytes) {
    return Text{"密码太长", "the password is too long"};
  }
  if (count_letters(password) < 8) {
    return Text{"密码至少 8 个字符", "a password has at least 8 letters"};
  }
  if (std::set<char>(password.begin(), password.end()).size() < 5 || is_run(password)) {
    return Text{"密码太容易猜：换用更多不同的字符",
                "too easy to guess: use more different letters"};
  }
  if (contains(password, login) || contains(password, name) || contains(login, password)) {
    return Text{"密码中不能有账号或姓名", "the password must not hold the account or the name"};
  }
  return std::nullopt;
}

} // namespace jixia
