#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace jixia {

/// One key that may stand in a map of a pack's file.
struct KeySpec {
  /// How its value is written.
  enum class Form {
    Name,       ///< letters, digits, ". _ -": an id, a tag, a unit
    Line,       ///< text in one language: a code, a licence
    Text,       ///< {zh: 中文, en: English}, both
    Time,       ///< "45 min"
    Number,     ///< a plain number
    Share,      ///< a fraction: "40 %" or 0.4
    Flag,       ///< yes or no
    Choice,     ///< one of `choices`
    Value,      ///< a quantity or the name of a state, checked against its tag later
    Condition,  ///< an expression over tags
    Names,      ///< a list of Name; one alone may stand without brackets
    Texts,      ///< a list of Text
    Conditions, ///< a list of Condition
    Numbers,    ///< a list of plain numbers
    Map,        ///< a map, described by `table`
    Maps,       ///< a list of maps, or a map of maps, described by `table`
  };
  std::string name;
  Form form = Form::Line;
  Text meaning; ///< one sentence, shown to the author and written into the schema
  bool is_required = false;
  std::vector<std::string> choices = {};
  std::string table = {}; ///< name of the KeyTable of each element
};

/// Every key of one kind of map. The reader, `jixia-pack schema` and the suggestions read this one
/// table, so they cannot disagree.
struct KeyTable {
  std::string name;
  Text meaning;
  std::vector<KeySpec> keys;
  bool takes_others = false; ///< other keys are names that the author chooses, e.g. tags

  const KeySpec* find(std::string_view key) const;
};

const KeyTable& pack_keys();      ///< pack.yaml
const KeyTable& plant_keys();     ///< plant.yaml, line.yaml, control.yaml
const KeyTable& component_keys(); ///< one component of those
const KeyTable& alarm_keys();     ///< one row of `alarms`
const KeyTable& display_keys();   ///< one row of `tags`
const KeyTable& exercise_keys();  ///< exercises/*.yaml
const KeyTable& criterion_keys(); ///< one step or rule
const KeyTable& rules_keys();     ///< rules.yaml
const KeyTable& script_keys();    ///< operators/*/*.yaml
const KeyTable& action_keys();    ///< one step of those
const KeyTable& screen_keys();    ///< screens/*.yaml
const KeyTable& symbol_keys();    ///< one symbol of those
const KeyTable& line_keys();      ///< one line of those
const KeyTable& scene_keys();     ///< scene.yaml
const KeyTable& model_keys();     ///< one model of it
const KeyTable& motion_keys();    ///< one motion of it
const KeyTable& pipe_keys();      ///< one pipe of it
const KeyTable& view_keys();      ///< one viewpoint of it

/// All of the above, files first.
std::vector<const KeyTable*> all_key_tables();

} // namespace jixia
