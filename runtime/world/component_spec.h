#pragma once

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/text.h"
#include "base/units.h"
#include "world/component.h"

namespace jixia {

/// Where a person may set a tag. Console and field actions are kept apart on every screen.
enum class Place {
  None,       ///< nowhere: read only
  Console,    ///< 内操, the DCS
  Field,      ///< 外操, at the equipment
  Panel,      ///< a local operator panel
  Pendant,    ///< a robot's teach pendant
  Instructor, ///< the teacher: malfunctions
};

/// One value a pack author may set on a component.
struct ParameterSpec {
  enum class Kind {
    Quantity,  ///< a number with a unit: "6.3 m3/h"
    List,      ///< several numbers of one unit: ["0 %", "50 %"]
    Choice,    ///< one word of `choices`
    Reference, ///< a place on another component: "V101.bottom"; checked by the host
    Words,     ///< free text in one language, e.g. a name plate
  };
  std::string name;
  Text meaning; ///< one sentence, shown to the author
  Kind kind = Kind::Quantity;
  Unit unit = Unit::One;
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
  std::optional<double> default_value = {}; ///< nullopt: the author must give it, unless `optional`
  std::vector<std::string> choices = {};    ///< the first one is the default
  bool optional = false;                    ///< Reference, List, Words: may be left out (empty)
};

/// One signal a component reads, writes or lets a person set.
struct PortSpec {
  enum class Direction {
    Input,    ///< read by the component; a connection, or else a person at `place`, drives it
    Output,   ///< written by the component
    Operable, ///< written by the component; a person at `place` may ask it to change
  };
  std::string name;
  Direction direction = Direction::Output;
  Unit unit = Unit::One;
  Text meaning;
  Place place = Place::None;
  double initial = 0.0;
  double lowest = -std::numeric_limits<double>::infinity(); ///< of what a person may set
  double highest = std::numeric_limits<double>::infinity();
  std::vector<Text> states = {}; ///< names of the values 0, 1, 2 ... of a discrete signal
};

/// A part handed to its host: the part and where it was written.
struct HostedPart {
  std::string tag;
  SourceMark mark;
  std::unique_ptr<EquipmentPart> part;
};

/// What a factory is handed: checked parameters in SI, and connected ports.
struct ComponentInputs {
  std::string tag;
  SourceMark mark;
  std::map<std::string, double> quantities;
  std::map<std::string, std::vector<double>> lists;
  std::map<std::string, std::string> words; ///< choices, references and words
  std::map<std::string, SignalId> ports;
  std::vector<HostedPart> parts; ///< of a host, in the order written
  std::uint64_t seed = 0;        ///< of the run; mix it with `tag` for noise
  double dt = 0.1;               ///< length of a step [s]

  /// @throws std::out_of_range if the spec has no such name; a programming error.
  double quantity(const std::string& name) const { return quantities.at(name); }
  const std::vector<double>& list(const std::string& name) const { return lists.at(name); }
  const std::string& word(const std::string& name) const { return words.at(name); }
  SignalId port(const std::string& name) const { return ports.at(name); }
  bool is_connected(const std::string& name) const { return connected.contains(name); }

  std::map<std::string, bool> connected; ///< input ports that another component drives
};

/// All that the platform knows about a component type. The pack checker, the world builder, the
/// JSON Schema, the instructor forms and the component catalogue read this one description, so
/// they cannot disagree.
struct ComponentSpec {
  std::string type; ///< name used in packs, e.g. "ControlValve"
  Text meaning;
  std::vector<ParameterSpec> parameters;
  std::vector<PortSpec> ports;
  std::string main_port; ///< what the bare tag "FV101" means, e.g. "POS"; "" if nothing does
  std::string host;      ///< type of the component this one lives in; "" if it stands alone

  /// For a component that stands alone. May report problems and return nullptr.
  std::function<std::unique_ptr<Component>(ComponentInputs&&, Diagnostics&)> make = {};

  /// For a hosted part. May report problems and return nullptr.
  std::function<std::unique_ptr<EquipmentPart>(ComponentInputs&&, Diagnostics&)> make_part = {};
};

} // namespace jixia
