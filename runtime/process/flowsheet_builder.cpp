#include "process/flowsheet_builder.h"

#include <algorithm>
#include <set>

#include "base/spelling.h"

namespace jixia::process {

using Strings = std::vector<std::string>;

std::vector<std::string> FlowsheetBuilder::known_names() const {
  Strings names;
  for (const auto& [name, place] : places_) {
    names.push_back(name);
  }
  for (const auto& [name, unit] : inline_units_) {
    names.push_back(name);
  }
  return names;
}

void FlowsheetBuilder::report_unknown(const std::string& name, const UnitOperation& user) {
  std::string nozzles;
  for (const auto& [place, spec] : places_) {
    if (place.rfind(name + ".", 0) == 0) {
      nozzles += (nozzles.empty() ? "" : ", ") + place;
    }
  }
  const std::string nearest = nearest_spelling(name, known_names());
  Text help{"写设备位号，需要时带管口，如 V101.bottom",
            "write an equipment's tag, with a nozzle where it has several, e.g. V101.bottom"};
  if (!nozzles.empty()) {
    help = fill({"请写明管口：{0}", "say which nozzle: {0}"}, Strings{nozzles});
  } else if (!nearest.empty()) {
    help = fill({"是否为 {0}", "did you mean {0}?"}, Strings{nearest});
  }
  problems_.error(user.mark(),
                  fill({"{0} 接到 {1}，流程中没有这个地方",
                        "{0} is connected to '{1}', which is not a place in the flowsheet"},
                       Strings{user.tag(), name}),
                  help);
}

const LinePoint* FlowsheetBuilder::find_place(const std::string& name, const UnitOperation& user) {
  const auto found = places_.find(name);
  if (found == places_.end()) {
    report_unknown(name, user);
    return nullptr;
  }
  return &found->second;
}

InlineUnit* FlowsheetBuilder::find_next(const InlineUnit& unit) {
  const auto found = inline_units_.find(unit.to());
  if (found == inline_units_.end()) {
    report_unknown(unit.to(), unit);
    return nullptr;
  }
  if (found->second->from() != unit.tag()) {
    problems_.error(unit.mark(),
                    fill({"{0} 写明去往 {1}，但 {1} 写明来自 {2}；两件串联的设备应互相指向",
                          "{0} goes to {1}, but {1} comes from {2}; two items in series name each "
                          "other. To branch, put a Junction between"},
                         Strings{unit.tag(), unit.to(), found->second->from()}));
    return nullptr;
  }
  return found->second;
}

void FlowsheetBuilder::build_trains(const std::vector<InlineUnit*>& units) {
  std::set<const InlineUnit*> used;
  for (InlineUnit* unit : units) {
    inline_units_[unit->tag()] = unit;
  }
  for (InlineUnit* first : units) {
    if (!places_.contains(first->from())) {
      continue;
    }
    Line line{first};
    used.insert(first);
    while (!places_.contains(line.back()->to())) {
      InlineUnit* next = find_next(*line.back());
      if (next == nullptr || !used.insert(next).second) {
        line.clear();
        break;
      }
      line.push_back(next);
    }
    if (!line.empty()) {
      add_line(line, places_.at(first->from()), places_.at(line.back()->to()));
    }
  }
  for (const InlineUnit* unit : units) {
    if (used.contains(unit)) {
      continue;
    }
    if (!inline_units_.contains(unit->from())) {
      report_unknown(unit->from(), *unit);
    } else if (!problems_.has_errors()) {
      problems_.error(unit->mark(),
                      fill({"{0} 所在管路没有起点：沿 from 追不到任何设备",
                            "the line of {0} has no beginning: following `from` meets no equipment"},
                           Strings{unit->tag()}));
    }
  }
}

// A pipe in cells cuts the line: half a cell of pipe, the cell, a whole one between cells, half.
void FlowsheetBuilder::add_line(const Line& line, const LinePoint& from, const LinePoint& to) {
  std::vector<Train::Member> members;
  LinePoint start = from;
  for (InlineUnit* unit : line) {
    const int cells = unit->cells();
    const double rise = to.port.elevation - from.port.elevation;
    double share = cells > 0 ? 0.5 / cells : 1.0;
    for (int cell = 0; cell < cells; ++cell) {
      const double elevation = from.port.elevation + rise * (cell + 0.5) / cells;
      LinePoint here;
      here.port.node = network_.add_holdup(unit->cell(cell, elevation), unit->cell_start());
      here.port.elevation = elevation;
      unit->take_cell(here.port.node);
      members.push_back({unit, share});
      const std::size_t train = add_train(std::move(members), start, here);
      add_exchange(start, here, unit->drain_back(), train);
      members.clear();
      start = here;
      share = cell + 1 < cells ? 1.0 / cells : 0.5 / cells;
    }
    members.push_back({unit, share});
  }
  const std::size_t train = add_train(members, start, to);
  for (const InlineUnit* unit : line) {
    if (unit->drain_back() > 0.0) {
      add_exchange(start, to, unit->drain_back(), train);
    }
  }
}

std::size_t FlowsheetBuilder::add_train(std::vector<Train::Member> members, const LinePoint& from,
                                        const LinePoint& to) {
  Train train;
  train.members = std::move(members);
  train.one_way = from.one_way;
  for (const Train::Member& member : train.members) {
    train.has_check = train.has_check || member.unit->is_check();
  }
  const double rise = to.port.elevation - from.port.elevation;
  std::unique_ptr<Branch> branch;
  if (train.has_check) {
    branch = std::make_unique<CheckPathBranch>(rise);
  } else {
    branch = std::make_unique<PathBranch>(rise);
  }
  train.branch = network_.add_branch(std::move(branch), network_.add_port(from.port),
                                     network_.add_port(to.port));
  for (const Train::Member& member : train.members) {
    member.unit->join(train.branch);
  }
  train.elements.resize(train.members.size());
  trains_.push_back(std::move(train));
  return trains_.size() - 1;
}

void FlowsheetBuilder::add_exchange(const LinePoint& from, const LinePoint& to, double capacity,
                                    std::size_t train) {
  if (capacity <= 0.0 || network_.is_boundary(from.port.node) ||
      network_.is_boundary(to.port.node)) {
    return;
  }
  const bool from_is_upper = from.port.elevation >= to.port.elevation;
  PortSpecification upper = from_is_upper ? from.port : to.port;
  PortSpecification lower = from_is_upper ? to.port : from.port;
  upper.nozzle = Nozzle::Liquid;
  lower.nozzle = Nozzle::Gas;
  const int branch = network_.add_branch(std::make_unique<ExchangeBranch>(),
                                         network_.add_port(upper), network_.add_port(lower));
  exchanges_.push_back({branch, train, capacity});
}

} // namespace jixia::process
