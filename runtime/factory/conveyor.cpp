#include "factory/conveyor.h"

#include <algorithm>
#include <cmath>

#include "control/declare.h"
#include "factory/belt_drive.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kBeltThickness = 0.1; // of the body under the surface [m]
constexpr double kEncoderTurn = 0.58;  // travel of the belt in one turn of its encoder [m]

class Conveyor final : public LinePart {
 public:
  explicit Conveyor(const ComponentInputs& in)
      : tag_(in.tag),
        rated_speed_(in.quantity("speed")),
        friction_(in.quantity("friction")),
        rated_current_(in.quantity("rated_current")),
        no_load_current_(std::min(in.quantity("no_load_current"), rated_current_)),
        stall_time_(in.quantity("stall_time")),
        run_(in.port("RUN")),
        share_(in.port("SP")),
        enable_(in.port("ENABLE")),
        trip_(in.port("TRIP")),
        slip_(in.port("SLIP")),
        drag_(in.port("DRAG")),
        isolator_(in.port("ISOLATOR")),
        reset_(in.port("RESET")),
        running_out_(in.port("RUNNING")),
        ready_out_(in.port("READY")),
        tripped_out_(in.port("TRIPPED")),
        speed_out_(in.port("SPEED")),
        drum_speed_out_(in.port("DRUM_SPEED")),
        force_out_(in.port("FORCE")),
        current_out_(in.port("CURRENT")),
        encoder_out_(in.port("ENCODER")) {
    drive_.mass = in.quantity("belt_mass");
    drive_.most_force = in.quantity("most_force");
    drive_.grip_force = in.quantity("grip_force");
    drive_.idle_force = in.quantity("idle_force");
    drive_.acceleration = in.quantity("acceleration");
    place_.frame = {{in.quantity("x"), in.quantity("y"), in.quantity("height")},
                    rotation_about({0, 0, 1}, in.quantity("heading"))};
    place_.length = in.quantity("length");
    place_.width = in.quantity("width");
  }

  void announce(Line& line) override { belt_ = &line.add_belt(tag_, place_); }

  void build(Line& line, Diagnostics&) override {
    body_ = line.scene().add_belt({{place_.length, place_.width, kBeltThickness},
                                   from_belt(place_, {place_.length / 2, 0, -kBeltThickness / 2}),
                                   surface_friction(friction_)});
  }

  void drive(Line& line, const StepInfo& info, const Signals& signals) override {
    update_starter(signals);
    const Vec3 along = rotate(place_.frame.rotation, {1, 0, 0});
    BeltLoad load;
    load.is_powered = is_available();
    load.reference = is_running_ ? reference(signals) : 0.0;
    load.boxes = dot(line.scene().contact_force(body_), along);
    load.drag = std::max(0.0, signals.get(drag_));
    load.slip = signals.get(slip_);
    motion_ = calc_belt_motion(drive_, motion_, load, info.dt);
    watch_stall(load.reference, info.dt);
    encoder_ += motion_.belt_speed * info.dt;
    encoder_ -= kEncoderTurn * std::floor(encoder_ / kEncoderTurn);
    line.scene().set_surface_velocity(body_, along * motion_.belt_speed);
    belt_->speed = motion_.belt_speed;
    belt_->is_locked_out = is_isolated_;
  }

  void sense(const Line&, const StepInfo&, Signals& signals) override {
    const bool is_turning = is_running_ || motion_.drum_speed != 0.0;
    signals.set(running_out_, is_running_);
    signals.set(ready_out_, is_available() && is_armed_);
    signals.set(tripped_out_, is_tripped_);
    signals.set(speed_out_, motion_.belt_speed);
    signals.set(drum_speed_out_, motion_.drum_speed);
    signals.set(force_out_, motion_.force);
    signals.set(current_out_, is_available() && is_turning
                                  ? calc_motor_current(motion_.force, drive_.most_force,
                                                       rated_current_, no_load_current_)
                                  : 0.0);
    signals.set(encoder_out_, encoder_);
    signals.set(isolator_, is_isolated_);
    signals.set(reset_, 0.0);
  }

  bool has_operable(SignalId port) const override { return port == isolator_ || port == reset_; }

  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    if (port == isolator_) {
      is_isolated_ = value > 0.5;
      signals.set(isolator_, is_isolated_);
    } else if (value > 0.5 && signals.is_on(trip_)) {
      return fill({"{0} 变频器故障未消除，不能复位", "the fault of drive {0} still stands; cannot reset"},
                  std::vector{tag_});
    } else if (value > 0.5) {
      is_tripped_ = false;
      stalled_for_ = 0.0;
    }
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("drum_speed", motion_.drum_speed);
    visitor.visit("belt_speed", motion_.belt_speed);
    visitor.visit("force", motion_.force);
    visitor.visit("stalled_for", stalled_for_);
    visitor.visit("encoder", encoder_);
    visitor.visit("is_isolated", is_isolated_);
    visitor.visit("is_enabled", is_enabled_);
    visitor.visit("is_tripped", is_tripped_);
    visitor.visit("is_armed", is_armed_);
    visitor.visit("is_running", is_running_);
  }

 private:
  double reference(const Signals& signals) const {
    return std::clamp(signals.get(share_), 0.0, 1.2) * rated_speed_;
  }

  bool is_available() const { return is_enabled_ && !is_isolated_ && !is_tripped_; }

  // Armed once RUN was seen off while available; only then may RUN start it.
  void update_starter(const Signals& signals) {
    is_enabled_ = signals.is_on(enable_);
    is_tripped_ = is_tripped_ || signals.is_on(trip_);
    const bool is_wanted = signals.is_on(run_);
    is_armed_ = is_available() && (is_armed_ || !is_wanted);
    is_running_ = is_armed_ && is_wanted;
  }

  void watch_stall(double speed, double dt) {
    const bool is_slow = motion_.drum_speed < 0.5 * speed &&
                         std::abs(motion_.force) >= drive_.most_force;
    stalled_for_ = is_slow ? stalled_for_ + dt : 0.0;
    is_tripped_ = is_tripped_ || stalled_for_ >= stall_time_;
  }

  std::string tag_;
  BeltDrive drive_;
  double rated_speed_, friction_, rated_current_, no_load_current_, stall_time_;
  SignalId run_, share_, enable_, trip_, slip_, drag_, isolator_, reset_;
  SignalId running_out_, ready_out_, tripped_out_, speed_out_, drum_speed_out_, force_out_,
      current_out_, encoder_out_;
  Belt place_;
  Belt* belt_ = nullptr; ///< as the other parts see it
  BodyId body_{};
  BeltMotion motion_;
  double stalled_for_ = 0.0; ///< [s]
  double encoder_ = 0.0;     ///< [m], from 0 to kEncoderTurn
  bool is_isolated_ = false, is_enabled_ = true, is_tripped_ = false;
  bool is_armed_ = false, is_running_ = false;
};

std::vector<ParameterSpec> conveyor_parameters() {
  using control::needed;
  using control::quantity;
  return {
      needed("length", Unit::Metre, {"带长", "Length of the belt"}, 0.2, 50.0),
      quantity("width", Unit::Metre, {"带宽", "Width of the belt"}, 0.1, 3.0, 0.6),
      quantity("height", Unit::Metre, {"带面高度", "Height of the surface"}, 0.2, 3.0, 0.8),
      quantity("x", Unit::Metre, {"入口端东向位置", "Entry end, east"}, -50.0, 50.0, 0.0),
      quantity("y", Unit::Metre, {"入口端北向位置", "Entry end, north"}, -50.0, 50.0, 0.0),
      quantity("heading", Unit::Radian, {"运行方向，正东为 0，逆时针", "Direction, east is 0, counter-clockwise"},
               -6.3, 6.3, 0.0),
      quantity("speed", Unit::MetrePerSecond, {"额定带速", "Rated speed"}, 0.01, 3.0, 0.3),
      quantity("acceleration", Unit::MetrePerSquareSecond, {"变频器加减速度", "Ramp of the converter"},
               0.05, 5.0, 0.5),
      quantity("friction", Unit::One, {"带面与箱子的摩擦系数", "Friction of belt and box"}, 0.05, 1.5, 0.5),
      quantity("belt_mass", Unit::Kilogram, {"带、滚筒与转子的折算质量", "Belt, drums and rotor, at the belt"},
               2.0, 1000.0, 30.0),
      quantity("idle_force", Unit::Newton, {"空载阻力", "Friction of the empty belt"}, 0.0, 1000.0, 40.0),
      quantity("most_force", Unit::Newton, {"电机最大牵引力", "Most pull of the motor"}, 10.0, 10000.0, 300.0),
      quantity("grip_force", Unit::Newton, {"滚筒打滑前的最大牵引力", "Most pull before the drum slips"}, 10.0,
               10000.0, 450.0),
      quantity("rated_current", Unit::Ampere, {"最大牵引力时的电流", "Current at most pull"}, 0.1, 100.0, 2.1),
      quantity("no_load_current", Unit::Ampere, {"励磁电流", "Magnetising current"}, 0.0, 100.0, 1.0),
      quantity("stall_time", Unit::Second, {"堵转多久后跳停", "How long it stalls before it trips"}, 0.1, 60.0,
               2.0)};
}

std::vector<PortSpec> conveyor_ports() {
  using namespace control;
  const std::vector<Text> run_states{{"停止", "stop"}, {"运行", "run"}};
  PortSpec run = set_by(Place::Console, switch_input("RUN", {"运行命令", "Run command"}), 0.0, 1.0);
  run.states = run_states;
  return {
      run,
      set_by(Place::Console, input("SP", Unit::One, {"速度给定", "Speed set point"}, 1.0), 0.0, 1.2),
      switch_input("ENABLE", {"安全回路接通", "Safety circuit closed"}, true),
      set_by(Place::Instructor, switch_input("TRIP", {"变频器故障", "Fault of the converter"}), 0.0, 1.0),
      set_by(Place::Instructor, input("SLIP", Unit::One, {"滚筒失去的附着力", "Grip lost at the drum"}), 0.0,
             1.0),
      set_by(Place::Instructor, input("DRAG", Unit::Newton, {"托辊卡死阻力", "Drag of a seized roller"}), 0.0,
             10000.0),
      selector("ISOLATOR", Place::Field, {"隔离开关", "Isolator"},
               {{"合闸", "closed"}, {"断开上锁", "open and locked"}}),
      selector("RESET", Place::Panel, {"变频器复位", "Reset of the converter"},
               {{"否", "no"}, {"复位", "reset"}}),
      switch_output("RUNNING", {"运行反馈", "Running"}, false, {{"停止", "stopped"}, {"运行", "running"}}),
      switch_output("READY", {"准备好", "Ready to start"}),
      switch_output("TRIPPED", {"跳停", "Tripped"}, false, {{"正常", "healthy"}, {"跳停", "tripped"}}),
      output("SPEED", Unit::MetrePerSecond, {"带速", "Speed of the belt"}),
      output("DRUM_SPEED", Unit::MetrePerSecond, {"滚筒线速度", "Speed of the drum's rim"}),
      output("FORCE", Unit::Newton, {"牵引力", "Pull on the belt"}),
      output("CURRENT", Unit::Ampere, {"电机电流", "Motor current"}),
      output("ENCODER", Unit::Metre, {"编码器，每转 0.58 m", "Encoder, 0.58 m a turn"})};
}

} // namespace

ComponentSpec conveyor_spec() {
  ComponentSpec spec;
  spec.type = "Conveyor";
  spec.meaning = {"带驱动的皮带输送机", "A belt conveyor with its drive"};
  spec.parameters = conveyor_parameters();
  spec.ports = conveyor_ports();
  spec.main_port = "SPEED";
  spec.host = kHost;
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Conveyor>(in); };
  return spec;
}

} // namespace jixia::factory
