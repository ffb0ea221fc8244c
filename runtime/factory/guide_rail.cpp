#include "factory/guide_rail.h"

#include <algorithm>
#include <cmath>

#include "control/declare.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kThickness = 0.02;     // of a rail [m]
constexpr double kBendSpeed = 0.1;      // of the end of the plate [m/s]
constexpr double kOverBelt = 0.005;     // lower edge of the rails [m]
constexpr double kMoving = 0.005;       // a belt faster than this moves [m/s]
constexpr double kRailFriction = 0.3;   // against a carton

class GuideRail final : public LinePart {
 public:
  explicit GuideRail(const ComponentInputs& in)
      : tag_(in.tag),
        mark_(in.mark),
        belt_name_(in.word("belt")),
        at_(in.quantity("at")),
        from_(in.quantity("from")),
        to_(in.quantity("to")),
        gap_(in.quantity("gap")),
        height_(in.quantity("height")),
        plate_(in.quantity("plate")),
        reach_(in.quantity("reach")),
        clear_time_(in.quantity("clear_time")),
        bent_in_(in.port("BENT")),
        clear_(in.port("CLEAR")),
        hand_in_out_(in.port("HAND_IN")),
        bend_out_(in.port("BEND")),
        violation_out_(in.port("VIOLATION")) {}

  void build(Line& line, Diagnostics& problems) override {
    belt_ = line.find_belt(belt_name_, std::max(at_ + plate_, to_), tag_, mark_, problems);
    if (belt_ == nullptr || !check(problems)) {
      return;
    }
    add_rail(line, -1.0, from_, to_);
    add_rail(line, 1.0, from_, at_);
    add_rail(line, 1.0, at_ + plate_, to_);
    plate_body_ = line.scene().add_driven(plate_box(0.0));
  }

  void drive(Line& line, const StepInfo& info, const Signals& signals) override {
    const double bent = std::clamp(signals.get(bent_in_), 0.0, std::min(0.9 * plate_, gap_));
    is_straightened_ = is_straightened_ && bent > 0.0;
    const double target = is_straightened_ ? 0.0 : bent;
    const double change = kBendSpeed * info.dt;
    const double next = bend_ + std::clamp(target - bend_, -change, change);
    if (next < bend_ || (next > bend_ && !line.scene().is_occupied(plate_box(next)))) {
      bend_ = next;
    }
    line.scene().move_driven(plate_body_, plate_box(bend_).pose);
  }

  void handle(Line& line, const StepInfo& info, const Signals&) override {
    if (!is_hand_in_) {
      return;
    }
    hand_for_ += info.dt;
    if (std::abs(belt_->speed) > kMoving) {
      violation_ = 2;
      is_hand_in_ = false;
      return;
    }
    violation_ = std::max<std::int64_t>(violation_, belt_->is_locked_out ? 0 : 1);
    if (hand_for_ >= clear_time_) {
      take_boxes(line);
      is_straightened_ = true;
      is_hand_in_ = false;
    }
  }

  void sense(const Line&, const StepInfo&, Signals& signals) override {
    signals.set(clear_, is_hand_in_);
    signals.set(hand_in_out_, is_hand_in_);
    signals.set(bend_out_, bend_);
    signals.set(violation_out_, static_cast<double>(violation_));
  }

  bool has_operable(SignalId port) const override { return port == clear_; }

  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    const bool is_wanted = value > 0.5;
    hand_for_ = is_wanted && !is_hand_in_ ? 0.0 : hand_for_;
    is_hand_in_ = is_wanted;
    signals.set(clear_, is_hand_in_);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("bend", bend_);
    visitor.visit("hand_for", hand_for_);
    visitor.visit("is_hand_in", is_hand_in_);
    visitor.visit("is_straightened", is_straightened_);
    visitor.visit("violation", violation_);
  }

 private:
  bool check(Diagnostics& problems) const {
    if (from_ <= at_ && at_ + plate_ <= to_) {
      return true;
    }
    problems.error(mark_, fill({"{0} 的活动板从 {1} m 到 {2} m，应在导轨 {3} m 到 {4} m 之内",
                                "the plate of {0} is from {1} m to {2} m; it must lie within the "
                                "rails, {3} m to {4} m"},
                               std::vector{tag_, number_text(at_), number_text(at_ + plate_),
                                           number_text(from_), number_text(to_)}));
    return false;
  }

  // `side` 1: left, -1: right.
  void add_rail(Line& line, double side, double begin, double end) {
    if (end - begin > 1e-9) {
      const double across = side * (gap_ + kThickness) / 2;
      line.scene().add_fixed({{end - begin, kThickness, height_},
                              from_belt(*belt_, {(begin + end) / 2, across, rail_centre()}),
                              surface_friction(kRailFriction)});
    }
  }

  double rail_centre() const { return kOverBelt + height_ / 2; }

  RigidBodyScene::Box plate_box(double bend) const {
    const double angle = -std::asin(bend / plate_);
    const double across = (gap_ + kThickness) / 2;
    return {{plate_, kThickness, height_},
            from_belt(*belt_,
                      {at_ + std::cos(angle) * plate_ / 2, across + std::sin(angle) * plate_ / 2,
                       rail_centre()},
                      angle),
            surface_friction(kRailFriction)};
  }

  void take_boxes(Line& line) {
    const std::vector<LineBox> boxes = line.boxes();
    for (const LineBox& box : boxes) {
      const Vec3 place = on_belt(*belt_, line.scene().pose(box.body).position);
      if (std::abs(place.x - (at_ + plate_ / 2)) <= reach_ && std::abs(place.y) <= belt_->width &&
          place.z > 0.0) {
        line.take_box(box.number, Line::Exit::TakenByHand);
      }
    }
  }

  std::string tag_;
  SourceMark mark_;
  std::string belt_name_;
  double at_, from_, to_, gap_, height_, plate_, reach_, clear_time_;
  SignalId bent_in_, clear_, hand_in_out_, bend_out_, violation_out_;
  const Belt* belt_ = nullptr;
  BodyId plate_body_{};
  double bend_ = 0.0;     ///< of the end of the plate [m]
  double hand_for_ = 0.0; ///< [s]
  bool is_hand_in_ = false, is_straightened_ = false;
  std::int64_t violation_ = 0;
};

} // namespace

ComponentSpec guide_rail_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "GuideRail";
  spec.meaning = {"输送带两侧的导轨", "The rails on both sides of a belt"};
  spec.parameters = {
      belt_parameter(), at_parameter({"活动板的起点", "Where the plate begins"}),
      needed("from", Unit::Metre, {"导轨起点", "Where the rails begin"}, 0.0, 100.0),
      needed("to", Unit::Metre, {"导轨终点", "Where the rails end"}, 0.0, 100.0),
      needed("gap", Unit::Metre, {"导轨净距", "Clear distance of the rails"}, 0.05, 3.0),
      quantity("height", Unit::Metre, {"导轨高", "Height of the rails"}, 0.02, 1.0, 0.12),
      quantity("plate", Unit::Metre, {"活动板长", "Length of the plate"}, 0.1, 2.0, 0.3),
      quantity("reach", Unit::Metre, {"手够到的范围", "How far the hand reaches"}, 0.1, 2.0, 0.5),
      quantity("clear_time", Unit::Second, {"清理所需时间", "Time that clearing takes"}, 0.0, 600.0, 5.0)};
  spec.ports = {
      set_by(Place::Instructor, input("BENT", Unit::Metre, {"导轨撞弯", "The plate is bent in by"}), 0.0, 1.0),
      selector("CLEAR", Place::Field, {"伸手清理卡料", "Clear the jam by hand"},
               {{"手离开", "hands off"}, {"清理", "clear"}}),
      switch_output("HAND_IN", {"手在危险区", "A hand is in"}),
      output("BEND", Unit::Metre, {"导轨弯入", "Bend of the plate"}),
      output("VIOLATION", Unit::One, {"违章清理", "Unsafe clearing"})};
  PortSpec& violation = spec.ports.back();
  violation.lowest = 0.0;
  violation.highest = 2.0;
  violation.states = {{"无", "none"}, {"未断电上锁", "not locked out"}, {"带在动", "belt was moving"}};
  spec.main_port = "VIOLATION";
  spec.host = kHost;
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<GuideRail>(in); };
  return spec;
}

} // namespace jixia::factory
