#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace jixia {

/// Names one value shared between components; valid for one World.
enum class SignalId : std::size_t {};

/// The values that components exchange, one slot per connection.
///
/// Reads see the values as they stood when the phase began; writes appear when
/// the phase ends. So the result of a phase does not depend on the order in
/// which components take their turn. Each signal has one writer.
class Signals {
 public:
  SignalId add(double initial) {
    current_.push_back(initial);
    next_.push_back(initial);
    return SignalId{current_.size() - 1};
  }

  double get(SignalId id) const { return current_[static_cast<std::size_t>(id)]; }

  /// True when the value is nearer to 1 than to 0; how a switch is read.
  bool is_on(SignalId id) const { return get(id) > 0.5; }

  void set(SignalId id, double value) { next_[static_cast<std::size_t>(id)] = value; }
  void set(SignalId id, bool value) { set(id, value ? 1.0 : 0.0); }

  /// Makes the writes of this phase visible to the next.
  void end_phase() { current_ = next_; }

  std::size_t size() const { return current_.size(); }
  std::span<const double> values() const { return current_; }

  /// Puts back what `values()` gave earlier. @pre same size.
  void restore(std::span<const double> values) {
    current_.assign(values.begin(), values.end());
    next_ = current_;
  }

 private:
  std::vector<double> current_;
  std::vector<double> next_;
};

} // namespace jixia
