#include "factory/rigid_body_world.h"

#include <algorithm>

#include "control/declare.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kLongestStep = 0.008; // measured: a belt carries true from 120 steps a second on

class RigidBodyWorld final : public Component {
 public:
  RigidBodyWorld(ComponentInputs&& in, const RigidBodyScene::Options& options)
      : line_(options),
        emitted_out_(in.port("EMITTED")),
        removed_out_(in.port("REMOVED")),
        taken_out_(in.port("TAKEN")),
        on_line_out_(in.port("ON_LINE")),
        fallen_out_(in.port("FALLEN")),
        pick_up_(in.port("PICK_UP")) {
    for (HostedPart& hosted : in.parts) {
      hosted_.push_back(std::move(hosted.part));
      parts_.push_back(&dynamic_cast<LinePart&>(*hosted_.back()));
    }
  }

  void build(Diagnostics& problems) {
    for (LinePart* part : parts_) {
      part->announce(line_);
    }
    for (LinePart* part : parts_) {
      part->build(line_, problems);
    }
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase == Phase::Integrate) {
      move(info, signals);
    } else if (phase == Phase::Sense) {
      for (LinePart* part : parts_) {
        part->sense(line_, info, signals);
      }
      write_counts(signals);
    }
  }

  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    if (port == pick_up_) {
      is_picking_up_ = value > 0.5;
      return std::nullopt;
    }
    for (LinePart* part : parts_) {
      if (part->has_operable(port)) {
        return part->operate(port, value, signals);
      }
    }
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_picking_up", is_picking_up_);
    line_.list_state(visitor);
    for (LinePart* part : parts_) {
      part->list_state(visitor);
    }
  }

  bool can_snapshot() const override { return false; }
  const EntityTable* entities() const override { return &table_; }

 private:
  void move(const StepInfo& info, const Signals& signals) {
    for (LinePart* part : parts_) {
      part->drive(line_, info, signals);
    }
    line_.scene().step();
    for (LinePart* part : parts_) {
      part->handle(line_, info, signals);
    }
    if (is_picking_up_) {
      pick_up_fallen();
      is_picking_up_ = false;
    }
    line_.write_entities(table_);
  }

  void pick_up_fallen() {
    const std::vector<LineBox> boxes = line_.boxes();
    for (const LineBox& box : boxes) {
      if (line_.has_fallen(box)) {
        line_.take_box(box.number, Line::Exit::TakenByHand);
      }
    }
  }

  void write_counts(Signals& signals) const {
    const auto& boxes = line_.boxes();
    signals.set(emitted_out_, static_cast<double>(line_.emitted()));
    signals.set(removed_out_, static_cast<double>(line_.removed()));
    signals.set(taken_out_, static_cast<double>(line_.taken()));
    signals.set(on_line_out_, static_cast<double>(boxes.size()));
    signals.set(fallen_out_, static_cast<double>(std::count_if(
                                 boxes.begin(), boxes.end(),
                                 [&](const LineBox& box) { return line_.has_fallen(box); })));
    signals.set(pick_up_, is_picking_up_);
  }

  Line line_;
  std::vector<std::unique_ptr<EquipmentPart>> hosted_;
  std::vector<LinePart*> parts_;
  SignalId emitted_out_, removed_out_, taken_out_, on_line_out_, fallen_out_, pick_up_;
  bool is_picking_up_ = false;
  EntityTable table_;
};

std::unique_ptr<Component> make_world(ComponentInputs&& in, Diagnostics& problems) {
  if (in.dt > kLongestStep) {
    problems.error(in.mark,
                   fill({"{0} 的步长为 {1} s，最长 0.008 s", "the step of {0} is {1} s; at most 0.008 s"},
                        std::vector{in.tag, number_text(in.dt)}),
                   {"在 pack.yaml 中写 step: 5 ms", "write step: 5 ms in pack.yaml"});
    return nullptr;
  }
  RigidBodyScene::Options options;
  options.step = in.dt;
  options.gravity = in.quantity("gravity");
  options.most_bodies = static_cast<std::size_t>(in.quantity("most_boxes"));
  auto world = std::make_unique<RigidBodyWorld>(std::move(in), options);
  world->build(problems);
  return world;
}

} // namespace

ComponentSpec rigid_body_world_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = kHost;
  spec.meaning = {"按刚体力学运动的车间", "A workshop that moves by rigid-body physics"};
  spec.parameters = {
      quantity("gravity", Unit::MetrePerSquareSecond, {"重力加速度", "Gravity"}, 1.0, 20.0, 9.81),
      quantity("most_boxes", Unit::One, {"最多同时有多少箱子", "Most boxes at one time"}, 1.0, 300.0,
               300.0)};
  spec.ports = {output("EMITTED", Unit::One, {"累计上料数", "Boxes put on so far"}),
                output("REMOVED", Unit::One, {"累计下料数", "Boxes removed at the end"}),
                output("TAKEN", Unit::One, {"手工取走数", "Boxes taken off by hand"}),
                output("ON_LINE", Unit::One, {"在线箱数", "Boxes on the line"}),
                output("FALLEN", Unit::One, {"掉落箱数", "Boxes on the floor"}),
                selector("PICK_UP", Place::Field, {"拾走掉落的箱子", "Pick up fallen boxes"},
                         {{"否", "no"}, {"拾走", "pick up"}})};
  spec.main_port = "ON_LINE";
  spec.make = make_world;
  return spec;
}

} // namespace jixia::factory
