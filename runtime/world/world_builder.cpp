#include "world/world_builder.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/spelling.h"

namespace jixia {

namespace {

using Strings = std::vector<std::string>;

struct Item {
  ComponentEntry entry;
  const ComponentSpec* spec;
  ComponentInputs inputs;
};

std::string with_unit(double value, Unit unit) {
  return number_text(value) + " " + std::string(symbol(unit));
}

std::string joined(const Strings& words) {
  std::string list;
  for (const std::string& word : words) {
    list += (list.empty() ? "" : ", ") + word;
  }
  return list;
}

Text did_you_mean(const std::string& word, const Strings& known, const Text& otherwise) {
  const std::string nearest = nearest_spelling(word, known);
  return nearest.empty() ? otherwise
                         : fill({"是否为 {0}", "did you mean {0}?"}, Strings{nearest});
}

} // namespace

// Builds one world: reads parameters, gives every output a signal, connects inputs, makes hosts
// with their parts. Every finding goes to `problems_`.
class WorldBuilder {
 public:
  WorldBuilder(const ComponentRegistry& registry, const WorldOptions& options,
               Diagnostics& problems)
      : registry_(registry), options_(options), problems_(problems) {}

  std::optional<World> build(const std::vector<ComponentEntry>& entries,
                             const std::vector<DisplayEntry>& displays) {
    read_entries(entries);
    add_missing_hosts();
    add_own_signals();
    connect_inputs();
    show_tags(displays);
    if (problems_.has_errors()) {
      return std::nullopt;
    }
    return make_world();
  }

 private:
  void read_entries(const std::vector<ComponentEntry>& entries);
  void read_parameters(Item& item);
  void read_quantity_of(Item& item, const ParameterSpec& wanted, const WrittenValue& written);
  double checked(const Item& item, const ParameterSpec& wanted, const std::string& text,
                 const SourceMark& mark);
  void read_choice(Item& item, const ParameterSpec& wanted, const WrittenValue& written);
  void take_default(Item& item, const ParameterSpec& wanted);
  void refuse_unknown_names(const Item& item);
  void add_missing_hosts();
  void add_own_signals();
  void add_tag(std::size_t index, const PortSpec& port, SignalId signal, bool is_free);
  void connect_inputs();
  void connect(Item& item, const PortSpec& port, const WrittenValue& source);
  const Tag* find_source(const std::string& name) const;
  Strings tag_names() const;
  void show_tags(const std::vector<DisplayEntry>& displays);
  void show_tag(Tag& tag, const DisplayEntry& written);
  std::optional<World> make_world();

  const ComponentRegistry& registry_;
  const WorldOptions& options_;
  Diagnostics& problems_;
  std::vector<Item> items_;
  Signals signals_;
  std::vector<Tag> tags_;
  std::map<std::string, std::size_t> tag_index_;
};

void WorldBuilder::read_entries(const std::vector<ComponentEntry>& entries) {
  std::map<std::string, SourceMark> seen;
  Strings types;
  for (const auto& [type, spec] : registry_.all()) {
    types.push_back(type);
  }
  for (const ComponentEntry& entry : entries) {
    const auto [first, is_new] = seen.emplace(entry.tag, entry.mark);
    if (!is_new) {
      problems_.error(entry.mark,
                      fill({"{0} 写了两次，第一次在 {1}:{2}", "{0} is written twice, first at {1}:{2}"},
                           Strings{entry.tag, first->second.file,
                                   std::to_string(first->second.line)}));
      continue;
    }
    const ComponentSpec* spec = registry_.find(entry.type);
    if (spec == nullptr) {
      problems_.error(entry.mark,
                      fill({"{0} 的类型 {1} 不存在", "{0} has unknown component type '{1}'"},
                           Strings{entry.tag, entry.type}),
                      did_you_mean(entry.type, types,
                                   {"用 jixia-pack schema 查看全部类型",
                                    "list the types with jixia-pack schema"}));
      continue;
    }
    Item item{entry, spec, {}};
    item.inputs.tag = entry.tag;
    item.inputs.mark = entry.mark;
    item.inputs.seed = options_.seed;
    item.inputs.dt = seconds(options_.step);
    read_parameters(item);
    refuse_unknown_names(item);
    items_.push_back(std::move(item));
  }
}

void WorldBuilder::read_parameters(Item& item) {
  for (const ParameterSpec& wanted : item.spec->parameters) {
    const auto found = item.entry.parameters.find(wanted.name);
    if (found == item.entry.parameters.end()) {
      take_default(item, wanted);
    } else if (found->second.items.size() != 1 && wanted.kind != ParameterSpec::Kind::List) {
      problems_.error(found->second.mark,
                      fill({"{0} 的参数 {1} 要一个值，写了 {2} 个",
                            "parameter '{1}' of {0} wants one value, {2} are written"},
                           Strings{item.entry.tag, wanted.name,
                                   std::to_string(found->second.items.size())}),
                      wanted.meaning);
    } else {
      read_quantity_of(item, wanted, found->second);
    }
  }
}

void WorldBuilder::read_quantity_of(Item& item, const ParameterSpec& wanted,
                                    const WrittenValue& written) {
  switch (wanted.kind) {
    case ParameterSpec::Kind::Quantity:
      item.inputs.quantities[wanted.name] = checked(item, wanted, written.items[0], written.mark);
      break;
    case ParameterSpec::Kind::List: {
      std::vector<double>& values = item.inputs.lists[wanted.name];
      for (const std::string& text : written.items) {
        values.push_back(checked(item, wanted, text, written.mark));
      }
      break;
    }
    case ParameterSpec::Kind::Choice:
      read_choice(item, wanted, written);
      break;
    case ParameterSpec::Kind::Reference:
    case ParameterSpec::Kind::Words:
      item.inputs.words[wanted.name] = written.items[0];
      break;
  }
}

double WorldBuilder::checked(const Item& item, const ParameterSpec& wanted,
                             const std::string& text, const SourceMark& mark) {
  const Strings where{wanted.name, item.entry.tag, item.entry.type};
  const Text name =
      fill({"{1}（{2}）的参数 {0}", "parameter '{0}' of {1} ({2})"}, where);
  const std::optional<double> value = read_quantity(text, wanted.unit);
  if (!value) {
    problems_.error(mark,
                    fill({"{0} 写为 {1}，应为带单位的数，可用单位：{2}",
                          "{0} is '{1}'; expected a number with one of the units {2}"},
                         std::vector{name, same_text(text), same_text(spellings(wanted.unit))}),
                    wanted.meaning);
    return 0.0;
  }
  if (*value < wanted.lowest || *value > wanted.highest) {
    problems_.error(mark,
                    fill({"{0} 为 {1}，允许 {2} 到 {3}", "{0} is {1}; allowed {2} to {3}"},
                         std::vector{name, same_text(with_unit(*value, wanted.unit)),
                                     same_text(with_unit(wanted.lowest, wanted.unit)),
                                     same_text(with_unit(wanted.highest, wanted.unit))}),
                    wanted.meaning);
  }
  return *value;
}

void WorldBuilder::read_choice(Item& item, const ParameterSpec& wanted,
                               const WrittenValue& written) {
  const std::string& word = written.items[0];
  if (std::find(wanted.choices.begin(), wanted.choices.end(), word) == wanted.choices.end()) {
    problems_.error(written.mark,
                    fill({"{0} 的参数 {1} 写为 {2}，可选：{3}",
                          "parameter '{1}' of {0} is '{2}'; choose one of: {3}"},
                         Strings{item.entry.tag, wanted.name, word, joined(wanted.choices)}),
                    did_you_mean(word, wanted.choices, wanted.meaning));
  }
  item.inputs.words[wanted.name] = word;
}

void WorldBuilder::take_default(Item& item, const ParameterSpec& wanted) {
  switch (wanted.kind) {
    case ParameterSpec::Kind::Quantity:
      item.inputs.quantities[wanted.name] = wanted.default_value.value_or(0.0);
      break;
    case ParameterSpec::Kind::List:
      item.inputs.lists[wanted.name] = {};
      break;
    case ParameterSpec::Kind::Choice:
      item.inputs.words[wanted.name] = wanted.choices.at(0);
      return;
    case ParameterSpec::Kind::Reference:
    case ParameterSpec::Kind::Words:
      item.inputs.words[wanted.name] = "";
      break;
  }
  if (!wanted.default_value && !wanted.optional) {
    problems_.error(item.entry.mark,
                    fill({"{0}（{1}）缺少参数 {2}", "{0} ({1}) lacks parameter '{2}'"},
                         Strings{item.entry.tag, item.entry.type, wanted.name}),
                    wanted.meaning);
  }
}

void WorldBuilder::refuse_unknown_names(const Item& item) {
  Strings parameters, inputs;
  for (const ParameterSpec& known : item.spec->parameters) {
    parameters.push_back(known.name);
  }
  for (const PortSpec& port : item.spec->ports) {
    if (port.direction == PortSpec::Direction::Input) {
      inputs.push_back(port.name);
    }
  }
  const auto refuse = [&](const auto& written, const Strings& known, const Text& what) {
    for (const auto& [name, value] : written) {
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        problems_.error(value.mark,
                        fill({"{0}（{1}）没有{2} {3}", "{0} ({1}) has no {2} '{3}'"},
                             std::vector{same_text(item.entry.tag), same_text(item.entry.type),
                                         what, same_text(name)}),
                        did_you_mean(name, known,
                                     fill({"可用：{0}", "known: {0}"}, Strings{joined(known)})));
      }
    }
  };
  refuse(item.entry.parameters, parameters, {"参数", "parameter"});
  refuse(item.entry.connections, inputs, {"输入端", "input port"});
}

void WorldBuilder::add_missing_hosts() {
  std::set<std::string> present, wanted;
  for (const Item& item : items_) {
    present.insert(item.entry.type);
    if (!item.spec->host.empty()) {
      wanted.insert(item.spec->host);
    }
  }
  for (const std::string& host : wanted) {
    if (!present.contains(host)) {
      ComponentEntry entry;
      entry.tag = host;
      entry.type = host;
      read_entries({entry});
    }
  }
}

void WorldBuilder::add_own_signals() {
  for (std::size_t index = 0; index < items_.size(); ++index) {
    Item& item = items_[index];
    for (const PortSpec& port : item.spec->ports) {
      const bool is_input = port.direction == PortSpec::Direction::Input;
      if (is_input && item.entry.connections.contains(port.name)) {
        continue;
      }
      const SignalId signal = signals_.add(port.initial);
      item.inputs.ports[port.name] = signal;
      add_tag(index, port, signal, is_input);
    }
  }
}

void WorldBuilder::add_tag(std::size_t index, const PortSpec& port, SignalId signal,
                           bool is_free) {
  Tag tag;
  tag.name = items_[index].entry.tag + "." + port.name;
  tag.signal = signal;
  tag.component = index;
  tag.port = port.name;
  tag.direction = port.direction;
  tag.is_free = is_free;
  tag.unit = port.unit;
  tag.place = port.place;
  tag.lowest = port.lowest;
  tag.highest = port.highest;
  tag.states = port.states;
  const ComponentEntry& entry = items_[index].entry;
  const bool is_main = port.name == items_[index].spec->main_port;
  tag.display.name = is_main && !entry.name.empty() ? entry.name : port.meaning;
  tag.display.unit = std::string(symbol(port.unit));
  tag.display.range_low = std::isfinite(port.lowest) ? port.lowest : 0.0;
  tag.display.range_high = std::isfinite(port.highest) ? port.highest : 1.0;
  tag_index_[tag.name] = tags_.size();
  tags_.push_back(std::move(tag));
}

void WorldBuilder::connect_inputs() {
  for (Item& item : items_) {
    for (const PortSpec& port : item.spec->ports) {
      const auto written = item.entry.connections.find(port.name);
      if (port.direction == PortSpec::Direction::Input &&
          written != item.entry.connections.end()) {
        connect(item, port, written->second);
      }
    }
  }
}

const Tag* WorldBuilder::find_source(const std::string& name) const {
  auto found = tag_index_.find(name);
  if (found == tag_index_.end()) {
    for (const Item& item : items_) {
      if (item.entry.tag == name && !item.spec->main_port.empty()) {
        found = tag_index_.find(name + "." + item.spec->main_port);
      }
    }
  }
  return found == tag_index_.end() ? nullptr : &tags_[found->second];
}

Strings WorldBuilder::tag_names() const {
  Strings names;
  for (const Tag& tag : tags_) {
    names.push_back(tag.name);
  }
  return names;
}

void WorldBuilder::connect(Item& item, const PortSpec& port, const WrittenValue& source) {
  const std::string& name = source.items.at(0);
  const Tag* tag = find_source(name);
  if (tag == nullptr) {
    problems_.error(source.mark,
                    fill({"{0} 的输入端 {1} 接到 {2}，但没有这个位号",
                          "input port '{1}' of {0} is connected to '{2}', which does not exist"},
                         Strings{item.entry.tag, port.name, name}),
                    did_you_mean(name, tag_names(), {}));
    return;
  }
  // A malfunction has no dimension: its severity is in the unit of the input it drives.
  const bool is_fault = port.place == Place::Instructor && tag->unit == Unit::One;
  if (!is_fault && difference_unit(tag->unit) != difference_unit(port.unit)) {
    problems_.error(
        source.mark,
        fill({"{0} 的输入端 {1} 要 {2}，{3} 给的是 {4}",
              "input port '{1}' of {0} wants {2}, but {3} is in {4}"},
             Strings{item.entry.tag, port.name, std::string(symbol(port.unit)), tag->name,
                     std::string(symbol(tag->unit))}));
  }
  item.inputs.ports[port.name] = tag->signal;
  item.inputs.connected[port.name] = true;
}

void WorldBuilder::show_tags(const std::vector<DisplayEntry>& displays) {
  for (const DisplayEntry& written : displays) {
    if (const Tag* tag = find_source(written.tag)) {
      show_tag(tags_[static_cast<std::size_t>(tag - tags_.data())], written);
    } else {
      problems_.error(written.mark, fill({"没有位号 {0}", "there is no tag {0}"},
                                         Strings{written.tag}),
                      did_you_mean(written.tag, tag_names(), {}));
    }
  }
}

void WorldBuilder::show_tag(Tag& tag, const DisplayEntry& written) {
  TagDisplay& display = tag.display;
  if (!written.name.empty()) {
    display.name = written.name;
  }
  if (!written.unit.empty()) {
    if (find_unit_name(written.unit, tag.unit) == nullptr) {
      problems_.error(written.mark,
                      fill({"{0} 不能用单位 {1} 显示，可用单位：{2}",
                            "{0} cannot be shown in {1}; units: {2}"},
                           Strings{tag.name, written.unit, spellings(tag.unit)}));
    }
    display.unit = written.unit;
  }
  const auto read_end = [&](const std::string& text, double& end) {
    const std::optional<double> value =
        text.empty() ? std::optional(end) : read_quantity(text, tag.unit);
    if (!value) {
      problems_.error(written.mark, fill({"{0} 的量程 {1} 无法读取，可用单位：{2}",
                                          "the range end '{1}' of {0} cannot be read; units: {2}"},
                                         Strings{tag.name, text, spellings(tag.unit)}));
    }
    end = value.value_or(end);
  };
  read_end(written.low, display.range_low);
  read_end(written.high, display.range_high);
  if (written.decimals >= 0) {
    display.decimals = std::min(written.decimals, 9);
  }
}

std::optional<World> WorldBuilder::make_world() {
  std::vector<ComponentInfo> infos;
  std::vector<std::unique_ptr<Component>> components;
  std::vector<std::size_t> stepper(items_.size());
  std::map<std::string, std::vector<HostedPart>> parts; // by host type
  for (const Item& item : items_) {
    infos.push_back({item.entry.tag, item.entry.type, item.entry.name, item.inputs.quantities,
                     item.inputs.words});
  }
  for (Item& item : items_) {
    if (!item.spec->host.empty()) {
      std::unique_ptr<EquipmentPart> part = item.spec->make_part(std::move(item.inputs), problems_);
      parts[item.spec->host].push_back({item.entry.tag, item.entry.mark, std::move(part)});
    }
  }
  if (problems_.has_errors()) {
    return std::nullopt;
  }
  std::map<std::string, std::size_t> stepper_of_host;
  for (std::size_t index = 0; index < items_.size(); ++index) {
    Item& item = items_[index];
    if (item.spec->host.empty()) {
      item.inputs.parts = std::move(parts[item.entry.type]);
      stepper_of_host[item.entry.type] = components.size();
      stepper[index] = components.size();
      components.push_back(item.spec->make(std::move(item.inputs), problems_));
    }
  }
  if (problems_.has_errors()) {
    return std::nullopt;
  }
  for (std::size_t index = 0; index < items_.size(); ++index) {
    if (!items_[index].spec->host.empty()) {
      stepper[index] = stepper_of_host.at(items_[index].spec->host);
    }
  }

  std::sort(tags_.begin(), tags_.end(),
            [](const Tag& a, const Tag& b) { return a.name < b.name; });
  World world(std::move(signals_), std::move(tags_), std::move(infos), std::move(components),
              options_.step);
  for (std::size_t k = 0; k < world.tags_.size(); ++k) {
    const Tag& tag = world.tags_[k];
    world.tag_index_[tag.name] = k;
    if (items_[tag.component].spec->main_port == tag.port) {
      world.tag_index_[items_[tag.component].entry.tag] = k;
    }
  }
  for (std::size_t index = 0; index < world.infos_.size(); ++index) {
    world.info_index_[world.infos_[index].tag] = index;
  }
  world.stepper_of_info_ = std::move(stepper);
  return world;
}

std::optional<World> build_world(const std::vector<ComponentEntry>& entries,
                                 const std::vector<DisplayEntry>& displays,
                                 const ComponentRegistry& registry, const WorldOptions& options,
                                 Diagnostics& problems) {
  return WorldBuilder(registry, options, problems).build(entries, displays);
}

} // namespace jixia
