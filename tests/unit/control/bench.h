#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// Copies the listed state of a component out and in, as a snapshot does.
class StateCopy final : public StateVisitor {
 public:
  using StateVisitor::visit;
  void visit(std::string_view, double& value) override { pass(value); }
  void visit(std::string_view, std::int64_t& value) override {
    double word = std::bit_cast<double>(value);
    pass(word);
    value = std::bit_cast<std::int64_t>(word);
  }
  void visit(std::string_view name, std::vector<double>& values) override {
    auto length = static_cast<std::int64_t>(values.size());
    visit(name, length);
    values.resize(static_cast<std::size_t>(length));
    for (double& value : values) {
      pass(value);
    }
  }
  void rewind() {
    at_ = 0;
    is_reading_ = true;
  }

 private:
  void pass(double& value) {
    if (is_reading_) {
      value = words_.at(at_++);
    } else {
      words_.push_back(value);
    }
  }
  std::vector<double> words_;
  std::size_t at_ = 0;
  bool is_reading_ = false;
};

/// What a pack author writes for one component, in SI.
struct Written {
  std::map<std::string, double> quantities;
  std::map<std::string, std::string> words;
  std::set<std::string> connected; ///< inputs that something drives
  double dt = 0.1;
  std::uint64_t seed = 1;
  std::string tag = "X1";
};

/// One component on a bench: every port on a signal of its own, driven and read by name.
class Bench {
 public:
  Bench(const ComponentSpec& spec, const Written& written) : dt_(written.dt) {
    ComponentInputs in;
    in.tag = written.tag;
    in.seed = written.seed;
    in.dt = written.dt;
    fill_parameters(spec, written, in);
    for (const PortSpec& port : spec.ports) {
      ports_[port.name] = signals_.add(port.initial);
    }
    in.ports = ports_;
    for (const std::string& name : written.connected) {
      in.connected[name] = true;
    }
    component_ = spec.make(std::move(in), problems);
  }

  void set(const std::string& port, double value) {
    signals_.set(ports_.at(port), value);
    signals_.end_phase();
  }
  double get(const std::string& port) const { return signals_.get(ports_.at(port)); }

  /// @returns the refusal in Chinese, or "".
  std::string operate(const std::string& port, double value) {
    const std::optional<Text> refusal = component_->operate(ports_.at(port), value, signals_);
    signals_.end_phase();
    return refusal ? refusal->zh : "";
  }

  void step(int count = 1) {
    for (int k = 0; k < count; ++k) {
      for (int phase = 0; phase < kPhaseCount; ++phase) {
        component_->step(static_cast<Phase>(phase), {time_, dt_}, signals_);
        signals_.end_phase();
      }
      time_ += sim_time(dt_);
    }
  }

  /// Runs for `duration` [s].
  void run(double duration) { step(static_cast<int>(duration / dt_ + 0.5)); }

  void save() {
    saved_ = StateCopy{};
    component_->list_state(saved_);
    saved_signals_.assign(signals_.values().begin(), signals_.values().end());
    saved_time_ = time_;
  }
  void restore() {
    saved_.rewind();
    component_->list_state(saved_);
    signals_.restore(saved_signals_);
    time_ = saved_time_;
  }
  std::vector<double> values() const {
    return {signals_.values().begin(), signals_.values().end()};
  }
  bool is_made() const { return component_ != nullptr; }

  Diagnostics problems;

 private:
  static void fill_parameters(const ComponentSpec& spec, const Written& written,
                              ComponentInputs& in) {
    for (const ParameterSpec& wanted : spec.parameters) {
      if (wanted.kind == ParameterSpec::Kind::Quantity) {
        const auto found = written.quantities.find(wanted.name);
        in.quantities[wanted.name] = found != written.quantities.end()
                                         ? found->second
                                         : wanted.default_value.value(); // throws if needed
      } else {
        const auto found = written.words.find(wanted.name);
        in.words[wanted.name] = found != written.words.end() ? found->second
                                : wanted.choices.empty()     ? ""
                                                             : wanted.choices[0];
      }
    }
    for (const auto& [name, value] : written.quantities) {
      EXPECT_TRUE(in.quantities.contains(name)) << spec.type << " has no parameter " << name;
    }
    for (const auto& [name, value] : written.words) {
      EXPECT_TRUE(in.words.contains(name)) << spec.type << " has no parameter " << name;
    }
  }

  double dt_;
  SimTime time_{0}, saved_time_{0};
  Signals signals_;
  std::map<std::string, SignalId> ports_;
  std::unique_ptr<Component> component_;
  StateCopy saved_;
  std::vector<double> saved_signals_;
};

inline const ComponentSpec& find_spec(const std::vector<ComponentSpec>& specs,
                                      const std::string& type) {
  for (const ComponentSpec& spec : specs) {
    if (spec.type == type) {
      return spec;
    }
  }
  throw std::out_of_range("no type " + type);
}

} // namespace jixia::control
