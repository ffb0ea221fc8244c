#include "world/world.h"

#include <bit>
#include <cmath>
#include <stdexcept>

#include "base/fingerprint.h"
#include "base/spelling.h"
#include "world/entity_table.h"

namespace jixia {
namespace {

class SnapshotWriter final : public StateVisitor {
 public:
  explicit SnapshotWriter(std::vector<std::int64_t>& words) : words_(words) {}
  using StateVisitor::visit;
  void visit(std::string_view, double& value) override {
    words_.push_back(std::bit_cast<std::int64_t>(value));
  }
  void visit(std::string_view, std::int64_t& value) override { words_.push_back(value); }
  void visit(std::string_view name, std::vector<double>& values) override {
    words_.push_back(static_cast<std::int64_t>(values.size()));
    for (double& value : values) {
      visit(name, value);
    }
  }

 private:
  std::vector<std::int64_t>& words_;
};

class SnapshotReader final : public StateVisitor {
 public:
  explicit SnapshotReader(const std::vector<std::int64_t>& words) : words_(words) {}
  using StateVisitor::visit;
  void visit(std::string_view, double& value) override { value = std::bit_cast<double>(next()); }
  void visit(std::string_view, std::int64_t& value) override { value = next(); }
  void visit(std::string_view name, std::vector<double>& values) override {
    values.resize(static_cast<std::size_t>(next()));
    for (double& value : values) {
      visit(name, value);
    }
  }

 private:
  std::int64_t next() { return words_.at(at_++); }
  const std::vector<std::int64_t>& words_;
  std::size_t at_ = 0;
};

Text no_such_tag(const std::string& name, const std::vector<Tag>& tags) {
  std::vector<std::string> names;
  for (const Tag& tag : tags) {
    names.push_back(tag.name);
  }
  const std::string nearest = nearest_spelling(name, names);
  if (nearest.empty()) {
    return fill({"没有位号 {0}", "there is no tag {0}"}, std::vector{name});
  }
  return fill({"没有位号 {0}，是否为 {1}", "there is no tag {0}; did you mean {1}?"},
              std::vector{name, nearest});
}

std::string shown(double si, const Tag& tag) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  if (unit == nullptr) {
    return number_text(si) + " " + std::string(symbol(tag.unit));
  }
  return number_text(to_display(si, *unit)) + " " + tag.display.unit;
}

std::optional<Text> check(const Tag& tag, double value) {
  if (!tag.is_operable()) {
    return fill({"{0} 只能读取，不能设定", "{0} is read only"}, std::vector{tag.name});
  }
  if (!std::isfinite(value)) {
    return fill({"{0} 的设定值不是有限数", "the value for {0} is not a finite number"},
                std::vector{tag.name});
  }
  if (value < tag.lowest || value > tag.highest) {
    return fill({"{0} 设为 {1} 超出范围 {2} 到 {3}", "{0} set to {1} is outside {2} to {3}"},
                std::vector{tag.name, shown(value, tag), shown(tag.lowest, tag),
                            shown(tag.highest, tag)});
  }
  return std::nullopt;
}

} // namespace

World::World(Signals signals, std::vector<Tag> tags, std::vector<ComponentInfo> infos,
             std::vector<std::unique_ptr<Component>> components, SimTime step)
    : signals_(std::move(signals)),
      tags_(std::move(tags)),
      infos_(std::move(infos)),
      components_(std::move(components)),
      step_(step) {}

void World::step() {
  const StepInfo info{time_, seconds(step_)};
  for (int phase = 0; phase < kPhaseCount; ++phase) {
    for (const auto& component : components_) {
      component->step(static_cast<Phase>(phase), info, signals_);
    }
    signals_.end_phase();
  }
  time_ += step_;
}

std::optional<Text> World::apply(const OperatorAction& action) {
  const Tag* tag = find_tag(action.tag);
  if (tag == nullptr) {
    return no_such_tag(action.tag, tags_);
  }
  if (std::optional<Text> refusal = check(*tag, action.value)) {
    return refusal;
  }
  if (tag->is_free) {
    signals_.set(tag->signal, action.value);
  } else {
    Component& owner = *components_[stepper_of_info_[tag->component]];
    if (std::optional<Text> refusal = owner.operate(tag->signal, action.value, signals_)) {
      return refusal;
    }
  }
  signals_.end_phase();
  return std::nullopt;
}

const Tag* World::find_tag(const std::string& name) const {
  const auto found = tag_index_.find(name);
  return found == tag_index_.end() ? nullptr : &tags_[found->second];
}

double World::value(const std::string& name) const {
  const Tag* tag = find_tag(name);
  if (tag == nullptr) {
    throw std::out_of_range("no tag '" + name + "'");
  }
  return value(*tag);
}

const ComponentInfo* World::find_component(const std::string& tag) const {
  const auto found = info_index_.find(tag);
  return found == info_index_.end() ? nullptr : &infos_[found->second];
}

std::vector<const EntityTable*> World::entities() const {
  std::vector<const EntityTable*> tables;
  for (const auto& component : components_) {
    if (const EntityTable* table = component->entities()) {
      tables.push_back(table);
    }
  }
  return tables;
}

bool World::can_snapshot() const {
  for (const auto& component : components_) {
    if (!component->can_snapshot()) {
      return false;
    }
  }
  return true;
}

Snapshot World::snapshot() {
  Snapshot taken{time_, {signals_.values().begin(), signals_.values().end()}, {}};
  SnapshotWriter writer(taken.state);
  for (const auto& component : components_) {
    component->list_state(writer);
  }
  return taken;
}

void World::restore(const Snapshot& snapshot) {
  time_ = snapshot.time;
  signals_.restore(snapshot.signals);
  SnapshotReader reader(snapshot.state);
  for (const auto& component : components_) {
    component->list_state(reader);
  }
}

std::uint64_t World::fingerprint() {
  const Snapshot now = snapshot();
  Fingerprint hash;
  hash.add(static_cast<std::int64_t>(now.time.count()));
  for (const double value : now.signals) {
    hash.add(value);
  }
  for (const std::int64_t word : now.state) {
    hash.add(word);
  }
  return hash.value();
}

} // namespace jixia
