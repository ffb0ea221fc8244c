#include "http/rate_limit.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace jixia {

std::int64_t TokenBuckets::take(const std::string& name, std::int64_t now_ms) {
  if (rate_.burst <= 0.0) {
    return 0;
  }
  std::lock_guard lock(lock_);
  Bucket& of_name = bucket(name, now_ms);
  const std::int64_t wait = calc_wait(of_name);
  of_name.tokens -= wait == 0 ? 1.0 : 0.0;
  return wait;
}

std::int64_t TokenBuckets::wait_for(const std::string& name, std::int64_t now_ms) {
  if (rate_.burst <= 0.0) {
    return 0;
  }
  std::lock_guard lock(lock_);
  return buckets_.count(name) > 0 ? calc_wait(bucket(name, now_ms)) : 0;
}

void TokenBuckets::give_back(const std::string& name) {
  std::lock_guard lock(lock_);
  if (const auto found = buckets_.find(name); found != buckets_.end()) {
    found->second.tokens = std::min(rate_.burst, found->second.tokens + 1.0);
  }
}

void TokenBuckets::forget(const std::string& name) {
  std::lock_guard lock(lock_);
  if (const auto found = buckets_.find(name); found != buckets_.end()) {
    by_use_.erase(found->second.place);
    buckets_.erase(found);
  }
}

std::size_t TokenBuckets::size() const {
  std::lock_guard lock(lock_);
  return buckets_.size();
}

TokenBuckets::Bucket& TokenBuckets::bucket(const std::string& name, std::int64_t now_ms) {
  const auto found = buckets_.find(name);
  if (found != buckets_.end()) {
    Bucket& known = found->second;
    const double passed_s = static_cast<double>(now_ms - known.filled_ms) / 1000.0;
    known.tokens = std::min(rate_.burst, known.tokens + std::max(0.0, passed_s) * rate_.per_second);
    known.filled_ms = now_ms;
    by_use_.splice(by_use_.begin(), by_use_, known.place);
    return known;
  }
  if (buckets_.size() >= most_names_) {
    buckets_.erase(by_use_.back());
    by_use_.pop_back();
  }
  by_use_.push_front(name);
  return buckets_.emplace(name, Bucket{rate_.burst, now_ms, by_use_.begin()}).first->second;
}

std::int64_t TokenBuckets::calc_wait(const Bucket& bucket) const {
  constexpr double kLongest = 24.0 * 3600.0;
  if (bucket.tokens >= 1.0) {
    return 0;
  }
  const double wait = rate_.per_second > 0.0 ? (1.0 - bucket.tokens) / rate_.per_second : kLongest;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(std::min(wait, kLongest))));
}

std::string network_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) {
    return address;
  }
  const bool is_mapped_ipv4 =
      std::all_of(bytes.begin(), bytes.begin() + 10, [](unsigned char b) { return b == 0; }) &&
      bytes[10] == 0xff && bytes[11] == 0xff;
  if (!is_mapped_ipv4) {
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(AF_INET6, bytes.data(), text.data(), text.size()) ? text.data() : address;
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

} // namespace jixia
