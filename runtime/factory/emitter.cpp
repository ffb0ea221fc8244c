#include "factory/emitter.h"

#include "base/random_stream.h"
#include "control/declare.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kDrop = 0.005;      // [m]
constexpr double kClearance = 0.02;  // kept free around a box that is put down [m]

class Emitter final : public LinePart {
 public:
  explicit Emitter(const ComponentInputs& in)
      : tag_(in.tag),
        mark_(in.mark),
        belt_name_(in.word("belt")),
        kind_(in.word("kind").empty() ? "box" : in.word("kind")),
        at_(in.quantity("at")),
        size_{in.quantity("length"), in.quantity("width"), in.quantity("height")},
        mass_(in.quantity("mass")),
        interval_(in.quantity("interval")),
        size_spread_(in.quantity("size_spread")),
        place_spread_(in.quantity("place_spread")),
        turn_spread_(in.quantity("turn_spread")),
        most_(static_cast<std::int64_t>(in.quantity("most"))),
        run_(in.port("RUN")),
        one_(in.port("ONE")),
        skew_(in.port("SKEW")),
        count_out_(in.port("COUNT")),
        blocked_out_(in.port("BLOCKED")),
        random_(in.seed, in.tag) {}

  void build(Line& line, Diagnostics& problems) override {
    belt_ = line.find_belt(belt_name_, at_, tag_, mark_, problems);
    draw_next();
  }

  void handle(Line& line, const StepInfo& info, const Signals& signals) override {
    ask_for_boxes(info, signals);
    is_blocked_ = asked_ > 0 && (most_ == 0 || count_ < most_) && !put_down(line, signals);
  }

  void sense(const Line&, const StepInfo&, Signals& signals) override {
    signals.set(count_out_, static_cast<double>(count_));
    signals.set(blocked_out_, is_blocked_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("count", count_);
    visitor.visit("asked", asked_);
    visitor.visit("until_next", until_next_);
    visitor.visit("was_running", was_running_);
    visitor.visit("was_one", was_one_);
    visitor.visit("random", random_);
  }

 private:
  struct Draw {
    double scale = 1.0, across = 0.0, turn = 0.0;
  };

  // At most one box waits for its place, so a blocked emitter does not flood the line later.
  void ask_for_boxes(const StepInfo& info, const Signals& signals) {
    const bool is_running = signals.is_on(run_), is_one = signals.is_on(one_);
    until_next_ = is_running && was_running_ ? until_next_ - info.dt : 0.0;
    if (is_running && until_next_ <= 0.5 * info.dt) {
      until_next_ = interval_;
      asked_ = 1;
    }
    asked_ = is_one && !was_one_ ? 1 : asked_;
    was_running_ = is_running;
    was_one_ = is_one;
  }

  bool put_down(Line& line, const Signals& signals) {
    const Vec3 size = size_ * next_.scale;
    RigidBodyScene::Box box{size,
                            from_belt(*belt_, {at_, next_.across, size.z / 2 + kDrop},
                                      next_.turn + signals.get(skew_)),
                            kCartonFriction};
    RigidBodyScene::Box room = box;
    room.size = size + Vec3{kClearance, kClearance, 0.0};
    if (line.scene().is_occupied(room) ||
        !line.add_box(kind_, box, mass_ * next_.scale * next_.scale * next_.scale)) {
      return false;
    }
    ++count_;
    asked_ = 0;
    draw_next();
    return true;
  }

  void draw_next() {
    next_.scale = 1.0 + size_spread_ * (2.0 * random_.uniform() - 1.0);
    next_.across = place_spread_ * (2.0 * random_.uniform() - 1.0);
    next_.turn = turn_spread_ * (2.0 * random_.uniform() - 1.0);
  }

  std::string tag_;
  SourceMark mark_;
  std::string belt_name_, kind_;
  double at_;
  Vec3 size_;
  double mass_, interval_, size_spread_, place_spread_, turn_spread_;
  std::int64_t most_;
  SignalId run_, one_, skew_, count_out_, blocked_out_;
  RandomStream random_;
  const Belt* belt_ = nullptr;
  Draw next_;
  std::int64_t count_ = 0, asked_ = 0;
  double until_next_ = 0.0; ///< [s]
  bool was_running_ = false, was_one_ = false, is_blocked_ = false;
};

} // namespace

ComponentSpec emitter_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "Emitter";
  spec.meaning = {"上料：把箱子放到输送带上", "Puts boxes on a belt"};
  spec.parameters = {
      belt_parameter(),
      at_parameter({"箱子中心离入口端的距离", "Centre of the box from the belt's entry"}),
      optional_words("kind", {"箱子的种类，即模型名，缺省 box", "Kind of box, its model; box if left out"}),
      quantity("length", Unit::Metre, {"箱长", "Length of a box"}, 0.05, 2.0, 0.4),
      quantity("width", Unit::Metre, {"箱宽", "Width of a box"}, 0.05, 2.0, 0.3),
      quantity("height", Unit::Metre, {"箱高", "Height of a box"}, 0.05, 2.0, 0.25),
      quantity("mass", Unit::Kilogram, {"箱重", "Mass of a box"}, 0.2, 50.0, 2.0),
      quantity("interval", Unit::Second, {"上料间隔", "Time between boxes"}, 0.2, 3600.0, 4.0),
      quantity("size_spread", Unit::One, {"尺寸的随机变化", "Random variation of the size"}, 0.0, 0.3, 0.0),
      quantity("place_spread", Unit::Metre, {"横向位置的随机变化", "Random variation across the belt"}, 0.0,
               0.5, 0.0),
      quantity("turn_spread", Unit::Radian, {"角度的随机变化", "Random turn"}, 0.0, 0.8, 0.0),
      quantity("most", Unit::One, {"总共上料多少，0 为不限", "How many in all; 0: no end"}, 0.0, 1e6, 0.0)};
  PortSpec one = switch_input("ONE", {"单次上料", "Put on one box"});
  spec.ports = {
      set_by(Place::Instructor, switch_input("RUN", {"自动上料", "Put boxes on"}), 0.0, 1.0),
      set_by(Place::Field, one, 0.0, 1.0),
      set_by(Place::Instructor, input("SKEW", Unit::Radian, {"放偏的角度", "Boxes are put down turned by"}),
             -1.6, 1.6),
      output("COUNT", Unit::One, {"上料数", "Boxes put on"}),
      switch_output("BLOCKED", {"上料位被占", "Place taken, a box waits"})};
  spec.main_port = "COUNT";
  spec.host = kHost;
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Emitter>(in); };
  return spec;
}

} // namespace jixia::factory
