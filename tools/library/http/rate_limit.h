#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace jixia {

/// How often something may happen: `burst` times at once, then `per_second` on and on.
struct Rate {
  double burst = 0.0;      ///< 0: no limit
  double per_second = 0.0; ///< [1/s]
};

/// Token buckets, one for each name (an address, a key, an account). At most `most_names` are
/// remembered; beyond that the one that was longest unused is forgotten. Any number of threads may
/// use it. Time comes from the caller [ms] and may jump: backwards nothing happens.
class TokenBuckets {
 public:
  TokenBuckets(Rate rate, std::size_t most_names) : rate_(rate), most_names_(most_names) {}

  /// Takes a token. @returns 0, or how long until there is one [s, rounded up]; then none was taken
  std::int64_t take(const std::string& name, std::int64_t now_ms);
  /// The same answer without taking one.
  std::int64_t wait_for(const std::string& name, std::int64_t now_ms);
  /// Gives one back: what it was taken for turned out to be harmless.
  void give_back(const std::string& name);
  void forget(const std::string& name);
  std::size_t size() const;

 private:
  struct Bucket {
    double tokens;
    std::int64_t filled_ms;
    std::list<std::string>::iterator place;
  };
  Bucket& bucket(const std::string& name, std::int64_t now_ms);
  std::int64_t calc_wait(const Bucket& bucket) const;

  Rate rate_;
  std::size_t most_names_;
  mutable std::mutex lock_;
  std::list<std::string> by_use_; ///< the latest first
  std::unordered_map<std::string, Bucket> buckets_;
};

/// The name under which an address is counted: IPv4 whole, of IPv6 the network (first 64 bits),
/// since one machine has all of it to itself.
std::string network_of(const std::string& address);

bool is_loopback(const std::string& address);

} // namespace jixia
