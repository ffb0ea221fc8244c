#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/sim_time.h"
#include "scenario/criterion.h"
#include "scenario/key_table.h"
#include "scenario/yaml_node.h"
#include "world/world_builder.h"

namespace jixia {

/// Reads the values of one map by the keys of its table. Whatever is wrong is reported where it
/// stands, and a harmless value is returned, so that reading goes on and finds the rest.
class MapReader {
 public:
  /// Reports unknown keys (with the nearest known one) and missing ones at once.
  /// @param what  names the map in messages, e.g. "S4"
  MapReader(const YamlNode& node, const KeyTable& table, std::string what, Diagnostics& problems);

  /// nullptr if the key is not written, or if this is no map.
  const YamlNode* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

  std::string name(std::string_view key) const; ///< also of Line and Value; "" if not written
  Text text(std::string_view key) const;
  SimTime time(std::string_view key, SimTime otherwise = SimTime{0}) const;
  double number(std::string_view key, double otherwise, double lowest, double highest) const;
  double share(std::string_view key, double otherwise) const;
  bool flag(std::string_view key, bool otherwise) const;
  int choice(std::string_view key, int otherwise) const; ///< index into KeySpec::choices
  Condition condition(std::string_view key) const;
  std::vector<std::string> names(std::string_view key) const;
  std::vector<Text> texts(std::string_view key) const;
  std::vector<Condition> conditions(std::string_view key) const;

  /// Exactly `Count` plain numbers.
  template <std::size_t Count>
  std::array<double, Count> numbers(std::string_view key,
                                    std::array<double, Count> otherwise) const {
    if (const YamlNode* node = find(key)) {
      const std::vector<double> read = read_numbers(*node, Count);
      std::copy_n(read.begin(), Count, otherwise.begin());
    }
    return otherwise;
  }

  const YamlNode& node() const { return node_; }
  const SourceMark& mark() const { return node_.mark; }
  Diagnostics& problems() const { return problems_; }

 private:
  std::vector<double> read_numbers(const YamlNode& node, std::size_t count) const;
  void check_keys() const;

  const YamlNode& node_;
  const KeyTable& table_;
  std::string what_;
  Diagnostics& problems_;
};

/// Single values, for maps and lists that have no table.
std::string read_line(const YamlNode& node, Diagnostics& problems);
std::string read_name(const YamlNode& node, Diagnostics& problems);
Text read_text(const YamlNode& node, Diagnostics& problems);
SimTime read_time(const YamlNode& node, Diagnostics& problems);
Condition read_condition(const YamlNode& node, Diagnostics& problems);
std::optional<double> read_number(const YamlNode& node, Diagnostics& problems);
WrittenValue read_value(const YamlNode& node, Diagnostics& problems);

/// True if `name` may be an id or a tag: starts with a letter or digit, then letters, digits,
/// "._-", at most 64.
bool is_name(const std::string& name);

/// True, or reports that `node` should be a map (a list).
bool is_map(const YamlNode& node, Diagnostics& problems);
bool is_list(const YamlNode& node, Diagnostics& problems);

/// "did you mean ...?", or `otherwise`.
Text suggest(const std::string& word, const std::vector<std::string>& known, Text otherwise = {});

/// "a, b, c".
std::string joined(const std::vector<std::string>& words);

} // namespace jixia
