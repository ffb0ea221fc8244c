#include "factory/photo_eye.h"

#include <cmath>

#include "control/declare.h"
#include "factory/line_part.h"

namespace jixia::factory {
namespace {

constexpr double kPostGap = 0.05;       // of sender and receiver from the edge of the belt [m]
constexpr double kLeastLight = 0.5;     // share of the full light that the receiver needs

class PhotoEye final : public LinePart {
 public:
  explicit PhotoEye(const ComponentInputs& in)
      : tag_(in.tag),
        mark_(in.mark),
        belt_name_(in.word("belt")),
        at_(in.quantity("at")),
        height_(in.quantity("height")),
        response_(in.quantity("response")),
        is_dark_on_(in.word("mode") == "dark_on"),
        dirt_(in.port("DIRT")),
        stuck_(in.port("STUCK")),
        signal_out_(in.port("SIGNAL")),
        is_on_(!is_dark_on_) {}

  void build(Line& line, Diagnostics& problems) override {
    belt_ = line.find_belt(belt_name_, at_, tag_, mark_, problems);
  }

  void sense(const Line& line, const StepInfo& info, Signals& signals) override {
    const double light = is_free(line) ? 1.0 - signals.get(dirt_) : 0.0;
    const bool is_on_now = (light > kLeastLight) != is_dark_on_;
    differs_for_ = is_on_now == is_on_ ? 0.0 : differs_for_ + info.dt;
    if (differs_for_ > 0.0 && differs_for_ >= response_) {
      is_on_ = is_on_now;
      differs_for_ = 0.0;
    }
    const long stuck = std::lround(signals.get(stuck_));
    signals.set(signal_out_, stuck == 0 ? is_on_ : stuck == 2);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_on", is_on_);
    visitor.visit("differs_for", differs_for_);
  }

 private:
  bool is_free(const Line& line) const {
    const double side = belt_->width / 2 + kPostGap;
    return !line.scene().cast_ray(apply(belt_->frame, {at_, side, height_}),
                                  apply(belt_->frame, {at_, -side, height_}));
  }

  std::string tag_;
  SourceMark mark_;
  std::string belt_name_;
  double at_, height_, response_;
  bool is_dark_on_;
  SignalId dirt_, stuck_, signal_out_;
  const Belt* belt_ = nullptr;
  bool is_on_;
  double differs_for_ = 0.0; ///< how long the light has said otherwise [s]
};

} // namespace

ComponentSpec photo_eye_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "PhotoEye";
  spec.meaning = {"对射式光电开关", "A through-beam photo-electric switch"};
  spec.parameters = {
      belt_parameter(), at_parameter({"光束离入口端的距离", "The beam from the belt's entry"}),
      quantity("height", Unit::Metre, {"光束离带面的高度", "The beam over the belt"}, 0.01, 1.0, 0.1),
      quantity("response", Unit::Second, {"响应时间", "Response time"}, 0.0, 1.0, 0.005),
      choice("mode", {"遮光动作 dark_on 或受光动作 light_on", "On when dark, or on when light"},
             {"dark_on", "light_on"})};
  PortSpec stuck = input("STUCK", Unit::One, {"输出卡死", "Output stuck"});
  stuck = set_by(Place::Instructor, stuck, 0.0, 2.0);
  stuck.states = {{"正常", "healthy"}, {"常断", "stuck off"}, {"常通", "stuck on"}};
  spec.ports = {
      set_by(Place::Instructor, input("DIRT", Unit::One, {"镜头脏污，损失的光", "Light lost to dirt"}), 0.0,
             1.0),
      stuck,
      switch_output("SIGNAL", {"光电信号", "Signal"}, false, {{"断", "off"}, {"通", "on"}})};
  spec.main_port = "SIGNAL";
  spec.host = kHost;
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<PhotoEye>(in); };
  return spec;
}

} // namespace jixia::factory
