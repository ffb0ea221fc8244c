#include "factory/remover.h"

#include <cmath>

#include "control/declare.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kReach = 1.0; // beyond `at`, along, and over the belt [m]

class Remover final : public LinePart {
 public:
  explicit Remover(const ComponentInputs& in)
      : tag_(in.tag),
        mark_(in.mark),
        belt_name_(in.word("belt")),
        kind_(in.word("kind")),
        at_(in.quantity("at")),
        enable_(in.port("ENABLE")),
        count_out_(in.port("COUNT")),
        other_out_(in.port("OTHER")),
        takt_out_(in.port("TAKT")) {}

  void build(Line& line, Diagnostics& problems) override {
    belt_ = line.find_belt(belt_name_, at_, tag_, mark_, problems);
  }

  void handle(Line& line, const StepInfo& info, const Signals& signals) override {
    if (!signals.is_on(enable_)) {
      return;
    }
    const std::vector<LineBox> boxes = line.boxes();
    for (const LineBox& box : boxes) {
      if (is_here(on_belt(*belt_, line.scene().pose(box.body).position))) {
        count(box.kind, seconds(info.time) + info.dt);
        line.take_box(box.number, Line::Exit::Removed);
      }
    }
  }

  void sense(const Line&, const StepInfo&, Signals& signals) override {
    signals.set(count_out_, static_cast<double>(count_));
    signals.set(other_out_, static_cast<double>(other_));
    signals.set(takt_out_, takt_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("count", count_);
    visitor.visit("other", other_);
    visitor.visit("last", last_);
    visitor.visit("takt", takt_);
  }

 private:
  bool is_here(const Vec3& place) const {
    return place.x >= at_ && place.x <= at_ + kReach && std::abs(place.y) <= belt_->width &&
           place.z > 0.0 && place.z < kReach;
  }

  void count(const std::string& kind, double now) {
    const bool is_first = count_ + other_ == 0;
    (kind_.empty() || kind == kind_ ? count_ : other_) += 1;
    takt_ = is_first ? 0.0 : now - last_;
    last_ = now;
  }

  std::string tag_;
  SourceMark mark_;
  std::string belt_name_, kind_;
  double at_;
  SignalId enable_, count_out_, other_out_, takt_out_;
  const Belt* belt_ = nullptr;
  std::int64_t count_ = 0, other_ = 0;
  double last_ = 0.0, takt_ = 0.0; ///< [s]
};

} // namespace

ComponentSpec remover_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "Remover";
  spec.meaning = {"下料：取走输送带末端的箱子并计数", "Takes boxes off the end of a belt and counts them"};
  spec.parameters = {
      belt_parameter(), at_parameter({"从这里起取走", "From here on boxes are taken"}),
      optional_words("kind", {"要计数的种类，缺省为全部", "Kind to count; all if left out"})};
  spec.ports = {switch_input("ENABLE", {"允许下料", "May take boxes"}, true),
                output("COUNT", Unit::One, {"下料数", "Boxes taken"}),
                output("OTHER", Unit::One, {"其他种类的下料数", "Boxes of other kinds"}),
                output("TAKT", Unit::Second, {"最近两箱的间隔", "Time between the last two"})};
  spec.main_port = "COUNT";
  spec.host = kHost;
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Remover>(in); };
  return spec;
}

} // namespace jixia::factory
