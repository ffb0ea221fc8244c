#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "process/unit_operation.h"

namespace jixia::process {

/// A place that trains may start from or end at: "V101.bottom".
struct LinePoint {
  PortSpecification port;
  bool one_way = false; ///< nothing flows back into it
};

/// Elements in series between two places, solved as one branch.
struct Train {
  struct Member {
    InlineUnit* unit;
    double share; ///< of the unit's resistance
  };
  std::vector<Member> members;
  int branch = -1;
  bool has_check = false;
  bool one_way = false;
  std::vector<FlowElement> elements = {}; // work space
};

/// Liquid running back against gas beside a train.
struct Exchange {
  int branch = -1;
  std::size_t train = 0; ///< whose valves and flow let it run
  double capacity = 0.0; ///< [m3/s]
};

/// Turns the references of a flowsheet's units into a FlowNetwork.
class FlowsheetBuilder {
 public:
  FlowsheetBuilder(FlowNetwork& network, Diagnostics& problems)
      : network_(network), problems_(problems) {}

  FlowNetwork& network() { return network_; }

  /// Names a place: `tag` alone or `tag.nozzle`.
  void add_place(const std::string& name, const LinePoint& place) { places_[name] = place; }

  /// The place a unit refers to. Reports an unknown one and returns nullptr.
  const LinePoint* find_place(const std::string& name, const UnitOperation& user);

  /// Follows every line from place to place and adds its branches.
  void build_trains(const std::vector<InlineUnit*>& units);

  std::vector<Train> take_trains() { return std::move(trains_); }
  std::vector<Exchange> take_exchanges() { return std::move(exchanges_); }

 private:
  using Line = std::vector<InlineUnit*>;

  void add_line(const Line& line, const LinePoint& from, const LinePoint& to);
  std::size_t add_train(std::vector<Train::Member> members, const LinePoint& from, const LinePoint& to);
  void add_exchange(const LinePoint& from, const LinePoint& to, double capacity, std::size_t train);
  InlineUnit* find_next(const InlineUnit& unit);
  std::vector<std::string> known_names() const;
  void report_unknown(const std::string& name, const UnitOperation& user);

  FlowNetwork& network_;
  Diagnostics& problems_;
  std::map<std::string, LinePoint> places_;
  std::map<std::string, InlineUnit*> inline_units_;
  std::vector<Train> trains_;
  std::vector<Exchange> exchanges_;
};

} // namespace jixia::process
