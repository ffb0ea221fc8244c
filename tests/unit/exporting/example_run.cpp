#include "example_run.h"

#include <cmath>
#include <stdexcept>

#include "world/world_builder.h"

namespace jixia {
namespace {

/// PIC101 rises to 0.5 MPa, with a hump above 0.55 MPa from 500 to 542 s that peaks at 521 s.
double pressure(double t) {
  const double rise = 0.5e6 * (1.0 - std::exp(-t / 150.0));
  const double hump = 0.11e6 * std::exp(-std::pow((t - 521.0) / 30.0, 2));
  return 101325.0 + rise + hump;
}

/// Shows `curve` at its port PV.
class ExampleGauge : public Component {
 public:
  ExampleGauge(SignalId out, double (*curve)(double)) : out_(out), curve_(curve) {}
  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase == Phase::Sense) {
      signals.set(out_, curve_(seconds(info.time)));
    }
  }

 private:
  SignalId out_;
  double (*curve_)(double);
};

double level(double t) {
  return 0.5 + 0.15 * std::sin(t / 200.0);
}

/// Above the limit unacknowledged, from 530 s acknowledged; 700 to 730 s again by itself, and
/// acknowledged only 30 s after it has gone.
double alarm_state(double t) {
  if (pressure(t) > 651325.0) {
    return t > 530.0 ? 2.0 : 1.0;
  }
  return t > 700.0 && t < 760.0 ? (t < 730.0 ? 1.0 : 3.0) : 0.0;
}

class ExampleValve : public Component {
 public:
  void step(Phase, const StepInfo&, Signals&) override {}
  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    if (value > 0.9) {
      return Text{"I-101 联锁未复位，不能全开", "I-101 is not reset; cannot open fully"};
    }
    signals.set(port, value);
    return std::nullopt;
  }
};

PortSpec make_port(const std::string& name, PortSpec::Direction direction, Unit unit) {
  PortSpec port;
  port.name = name;
  port.direction = direction;
  port.unit = unit;
  port.meaning = {"示例", "example"};
  return port;
}

ComponentSpec gauge_spec(const std::string& type, Unit unit, double (*curve)(double)) {
  ComponentSpec spec;
  spec.type = type;
  spec.meaning = {"示例", "example"};
  spec.ports = {make_port("PV", PortSpec::Direction::Output, unit)};
  spec.main_port = "PV";
  spec.make = [curve](ComponentInputs&& in, Diagnostics&) -> std::unique_ptr<Component> {
    return std::make_unique<ExampleGauge>(in.port("PV"), curve);
  };
  return spec;
}

ComponentSpec alarm_spec() {
  ComponentSpec spec = gauge_spec("PressureAlarm", Unit::One, alarm_state);
  ParameterSpec limit, priority, kind;
  limit.name = "limit";
  limit.unit = Unit::Pascal;
  priority.name = "priority";
  kind.name = "kind";
  kind.kind = ParameterSpec::Kind::Choice;
  kind.choices = {"high", "low"};
  limit.meaning = priority.meaning = kind.meaning = {"示例", "example"};
  spec.parameters = {limit, priority, kind};
  spec.ports = {make_port("IN", PortSpec::Direction::Input, Unit::Pascal),
                make_port("STATE", PortSpec::Direction::Output, Unit::One)};
  spec.ports[1].states = {{"正常", "normal"},
                          {"未确认", "unacknowledged"},
                          {"已确认", "acknowledged"},
                          {"已恢复未确认", "returned"}};
  spec.main_port = "STATE";
  spec.make = [](ComponentInputs&& in, Diagnostics&) -> std::unique_ptr<Component> {
    return std::make_unique<ExampleGauge>(in.port("STATE"), alarm_state);
  };
  return spec;
}

ComponentSpec valve_spec() {
  ComponentSpec spec = gauge_spec("ExampleValve", Unit::One, level);
  spec.ports = {make_port("DEMAND", PortSpec::Direction::Operable, Unit::One)};
  spec.ports[0].place = Place::Field;
  spec.ports[0].lowest = 0.0;
  spec.ports[0].highest = 1.0;
  spec.main_port = "DEMAND";
  spec.make = [](ComponentInputs&&, Diagnostics&) -> std::unique_ptr<Component> {
    return std::make_unique<ExampleValve>();
  };
  return spec;
}

std::unique_ptr<World> make_example_world(std::vector<ComponentEntry>& entries) {
  ComponentRegistry registry;
  registry.add(gauge_spec("PressureGauge", Unit::Pascal, pressure));
  registry.add(gauge_spec("LevelGauge", Unit::One, level));
  registry.add(alarm_spec());
  registry.add(valve_spec());
  const auto entry = [](const char* tag, const char* type, const Text& name) {
    ComponentEntry made;
    made.tag = tag;
    made.type = type;
    made.name = name;
    return made;
  };
  entries = {entry("PIC101", "PressureGauge", {"V101 压力", "V101 pressure"}),
             entry("LIC101", "LevelGauge", {"V101 液位", "V101 level"}),
             entry("PAH101", "PressureAlarm", {"V101 压力高", "V101 pressure high"}),
             entry("HV104", "ExampleValve", {"出口阀", "Discharge valve"})};
  entries[2].parameters = {
      {"limit", {{"0.55 MPa(g)"}, {}}}, {"priority", {{"2"}, {}}}, {"kind", {{"high"}, {}}}};
  entries[2].connections = {{"IN", {{"PIC101.PV"}, {}}}};
  const std::vector<DisplayEntry> displays{
      {{}, "PIC101.PV", {"V101 压力", "V101 pressure"}, "MPa(g)", 3, "0 MPa(g)", "1 MPa(g)"},
      {{}, "LIC101.PV", {"V101 液位", "V101 level"}, "%", 1, "0 %", "100 %"},
      {{}, "HV104.DEMAND", {"出口阀", "Discharge valve"}, "%", 0, "0 %", "100 %"}};
  WorldOptions options;
  options.step = std::chrono::seconds(1);
  Diagnostics problems;
  std::optional<World> world = build_world(entries, displays, registry, options, problems);
  if (!world) {
    throw std::logic_error(problems.text(Language::English));
  }
  return std::make_unique<World>(std::move(*world));
}

Criterion make_criterion(const std::string& id, Criterion::Kind kind, const Text& title,
                         const Text& requirement, const std::string& group, double points) {
  Criterion criterion;
  criterion.id = id;
  criterion.kind = kind;
  criterion.title = title;
  criterion.requirement = requirement;
  criterion.group = group;
  criterion.points = points;
  return criterion;
}

std::vector<Criterion> example_criteria() {
  using Kind = Criterion::Kind;
  std::vector<Criterion> criteria{
      make_criterion(
          "S1", Kind::Step, {"盘车，检查润滑", "Turn shaft, check oil"},
          {"启动前手动盘车三圈，确认无卡涩，油位在中线。",
           "Turn the shaft three times by hand before starting and check the oil level."},
          "prepare", 10),
      make_criterion("S2", Kind::Step, {"V101 充液到 50 %", "Fill V101 to 50 %"},
                     {"打开 HV101 充液，到 50 % 关闭。", "Open HV101 to fill and shut it at 50 %."},
                     "prepare", 15),
      make_criterion("S3", Kind::Step, {"V101 充压到 0.50 MPa", "Pressurise V101 to 0.50 MPa"},
                     {"用 PV101A 充氮到 0.50 MPa，每次开度不超过 20 %。",
                      "Pressurise with nitrogen to 0.50 MPa in steps of at most 20 %."},
                     "prepare", 15),
      make_criterion("H1", Kind::Hold, {"PIC101 压力 0.45–0.55", "PIC101 at 0.45 to 0.55"},
                     {"充压后压力保持在 0.45 到 0.55 MPa 之间。",
                      "Keep the pressure between 0.45 and 0.55 MPa once it is up."},
                     "run", 20),
      make_criterion(
          "S4", Kind::Step, {"启动 P101A", "Start P101A"},
          {"出口阀关闭时启动，电流回落后再开阀。", "Start against the shut discharge valve."},
          "run", 20),
      make_criterion("T1", Kind::Time, {"20 分钟内完成", "Finish within 20 min"},
                     {"全部步骤在 20 分钟内完成。", "Finish all steps within 20 minutes."}, "run",
                     10),
      make_criterion(
          "Q1", Kind::Question, {"气缚的原因", "Cause of gas binding"},
          {"说明气缚时出口压力为何不升。", "Say why the discharge pressure does not rise."}, "",
          10),
      make_criterion("V1", Kind::Forbidden, {"禁止憋压超 3 min", "No dead-heading"},
                     {"出口阀关闭运行不超过 3 分钟。",
                      "Never run longer than 3 minutes against a shut valve."},
                     "", 0)};
  criteria[3].good = {"PIC101.PV >= 0.45 MPa(g) and PIC101.PV <= 0.55 MPa(g)", {}};
  criteria[3].hint = {"充压时分两次开 PV101A，每次不超过 20 %，看 PIC101 稳定后再开。",
                      "Open PV101A in two steps of at most 20 % and wait for PIC101 to settle."};
  criteria[5].hint = {"先并行做充液和充压，可省 5 分钟。",
                      "Fill and pressurise at the same time: it saves 5 minutes."};
  criteria[3].focus = {"PIC101.PV"};
  return criteria;
}

ScoreSheet example_sheet(const Exercise& exercise) {
  ScoreSheet sheet;
  sheet.score = 83.5;
  sheet.max = 100.0;
  sheet.is_finished = true;
  double start = 0.0;
  for (const Criterion& criterion : exercise.criteria) {
    ScoreLine line;
    line.id = criterion.id;
    line.kind = criterion.kind;
    line.title = criterion.title;
    line.requirement = criterion.requirement;
    line.group = criterion.group;
    line.points = line.available = criterion.points;
    line.state = criterion.points > 0.0 ? ScoreLine::State::Done : ScoreLine::State::Waiting;
    if (criterion.points > 0.0) {
      line.started = sim_time(start);
      line.ended = sim_time(start + 200.0);
    }
    start += 200.0;
    sheet.lines.push_back(line);
  }
  sheet.lines[3].points = 13.5;
  sheet.lines[3].evidence = {{sim_time(500),
                              sim_time(542),
                              "PIC101.PV",
                              pressure(521),
                              {"PIC101 最高 0.594 MPa，高于 0.55 MPa，共 42 s",
                               "PIC101 up to 0.594 MPa, above 0.55 MPa for 42 s"}}};
  sheet.lines[5].points = 0.0;
  sheet.lines[5].state = ScoreLine::State::Lost;
  sheet.lines[5].evidence = {{sim_time(1600),
                              sim_time(1600),
                              "",
                              0.0,
                              {"用时 26 min 40 s，要求 20 min", "took 26 min 40 s, asked 20 min"}}};
  return sheet;
}

} // namespace

ExampleRun::ExampleRun() {
  scenario.id = "centrifugal-pump";
  scenario.version = "1.2.0";
  scenario.title = {"离心泵单元", "Centrifugal pump unit"};
  scenario.school = "临淄职业技术学院";
  exercise.id = "cold-start";
  exercise.mode = Exercise::Mode::ColdStart;
  exercise.title = {"冷态开车", "Cold start"};
  exercise.goal = {"从常压空罐到 20 t/h 稳定出料", "from an empty tank to a steady 20 t/h"};
  exercise.duration = sim_time(1800);
  exercise.phases = {{"prepare", {"一 开车准备", "1 Preparation"}},
                     {"run", {"二 启动与调节", "2 Start and control"}}};
  exercise.criteria = example_criteria();
  Screen screen;
  screen.trends = {"PIC101.PV", "LIC101.PV", "HV104.DEMAND"};
  scenario.screens = {screen};
  header.attempt_id = "1b4e28ba-2fa1-4d21-883f-0016d3cca427";
  header.pack_id = scenario.id;
  header.pack_version = scenario.version;
  header.pack_digest = std::string(64, 'a');
  header.exercise = exercise.id;
  header.seed = 7;
  header.is_exam = true;
  header.learner_id = "2026001";
  header.learner_name = "林一帆";
  header.class_name = "2026 级化工 2 班";
  header.build_id = "jixia 0.1.0";
  header.started_at = "2026-11-20T06:05:00.000Z";

  world = make_example_world(scenario.components);
  log = std::make_unique<RunLog>(
      std::vector<std::string>{"PIC101.PV"},
      std::vector<std::string>{"HV104.DEMAND", "LIC101.PV", "PAH101.STATE"});
  log->record(*world);
  const auto act = [&](double value) {
    const OperatorAction action{"HV104.DEMAND", value, OperatorAction::Actor::Learner};
    log->record(RunLog::ActionRecord{world->time(), action, world->apply(action)});
  };
  for (int second = 0; second < 1600; ++second) {
    if (second == 480 || (second >= 600 && second < 605)) {
      act(second == 480 ? 0.2 : 0.2 + 0.1 * (second - 599));
    }
    if (second == 900) {
      act(1.0); // refused
    }
    world->step();
    log->record(*world);
  }
  sheet = example_sheet(exercise);
}

} // namespace jixia
