#include "factory/stop_blade.h"

#include <algorithm>

#include "control/declare.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kThickness = 0.02; // along the belt [m]
constexpr double kBelow = 0.01;     // top of the blade under the surface when down [m]
constexpr double kSwitchZone = 0.05; // share of the stroke at which an end switch is made

class StopBlade final : public LinePart {
 public:
  explicit StopBlade(const ComponentInputs& in)
      : tag_(in.tag),
        mark_(in.mark),
        belt_name_(in.word("belt")),
        at_(in.quantity("at")),
        height_(in.quantity("height")),
        stroke_time_(in.quantity("stroke_time")),
        up_(in.port("UP")),
        air_(in.port("AIR")),
        stuck_(in.port("STUCK")),
        slow_(in.port("SLOW")),
        position_out_(in.port("POS")),
        is_up_out_(in.port("IS_UP")),
        is_down_out_(in.port("IS_DOWN")) {}

  void build(Line& line, Diagnostics& problems) override {
    belt_ = line.find_belt(belt_name_, at_, tag_, mark_, problems);
    if (belt_ != nullptr) {
      body_ = line.scene().add_driven(
          {{kThickness, 0.8 * belt_->width, height_}, pose(), surface_friction(0.2)});
    }
  }

  void drive(Line& line, const StepInfo& info, const Signals& signals) override {
    if (!signals.is_on(stuck_)) {
      const double target = signals.is_on(up_) && signals.is_on(air_) ? 1.0 : 0.0;
      const double rate = (1.0 - std::clamp(signals.get(slow_), 0.0, 1.0)) / stroke_time_;
      position_ += std::clamp(target - position_, -rate * info.dt, rate * info.dt);
    }
    line.scene().move_driven(body_, pose());
  }

  void sense(const Line&, const StepInfo&, Signals& signals) override {
    signals.set(position_out_, position_);
    signals.set(is_up_out_, position_ >= 1.0 - kSwitchZone);
    signals.set(is_down_out_, position_ <= kSwitchZone);
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("position", position_); }

 private:
  Pose pose() const {
    const double top = position_ * (height_ + kBelow) - kBelow;
    return from_belt(*belt_, {at_, 0.0, top - height_ / 2});
  }

  std::string tag_;
  SourceMark mark_;
  std::string belt_name_;
  double at_, height_, stroke_time_;
  SignalId up_, air_, stuck_, slow_, position_out_, is_up_out_, is_down_out_;
  const Belt* belt_ = nullptr;
  BodyId body_{};
  double position_ = 0.0; ///< 0 down, 1 up
};

} // namespace

ComponentSpec stop_blade_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "StopBlade";
  spec.meaning = {"气动阻挡器", "A pneumatic stop"};
  spec.parameters = {
      belt_parameter(), at_parameter({"挡板离入口端的距离", "The blade from the belt's entry"}),
      quantity("height", Unit::Metre, {"升起后高出带面", "How far it stands over the belt"}, 0.02, 0.5, 0.1),
      quantity("stroke_time", Unit::Second, {"升降时间", "Time of a stroke"}, 0.05, 10.0, 0.3)};
  PortSpec up = switch_input("UP", {"电磁阀，升起", "Solenoid: raise"});
  up.states = {{"降下", "down"}, {"升起", "up"}};
  spec.ports = {
      set_by(Place::Console, up, 0.0, 1.0),
      set_by(Place::Field, switch_input("AIR", {"压缩空气", "Compressed air"}, true), 0.0, 1.0),
      set_by(Place::Instructor, switch_input("STUCK", {"卡住不动", "Stuck"}), 0.0, 1.0),
      set_by(Place::Instructor, input("SLOW", Unit::One, {"动作变慢", "Share of the speed lost"}), 0.0, 1.0),
      output("POS", Unit::One, {"升起行程", "Stroke"}),
      switch_output("IS_UP", {"升起到位", "Up"}), switch_output("IS_DOWN", {"降下到位", "Down"}, true)};
  spec.main_port = "POS";
  spec.host = kHost;
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<StopBlade>(in); };
  return spec;
}

} // namespace jixia::factory
