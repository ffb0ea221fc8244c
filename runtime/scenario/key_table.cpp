#include "scenario/key_table.h"

namespace jixia {
namespace {

using Form = KeySpec::Form;

KeySpec key(std::string name, Form form, Text meaning) {
  return {std::move(name), form, std::move(meaning)};
}

KeySpec needed(std::string name, Form form, Text meaning) {
  return {std::move(name), form, std::move(meaning), true};
}

KeySpec choice(std::string name, Text meaning, std::vector<std::string> choices) {
  return {std::move(name), Form::Choice, std::move(meaning), false, std::move(choices)};
}

KeySpec table(std::string name, Form form, Text meaning, std::string of) {
  return {std::move(name), form, std::move(meaning), false, {}, std::move(of)};
}

} // namespace

const KeySpec* KeyTable::find(std::string_view wanted) const {
  for (const KeySpec& spec : keys) {
    if (spec.name == wanted) {
      return &spec;
    }
  }
  return nullptr;
}

const KeyTable& pack_keys() {
  static const KeyTable keys{
      "pack",
      {"资源包：pack.yaml", "A pack: pack.yaml"},
      {needed("id", Form::Name, {"包名，与文件夹同名", "The pack's name, that of its folder"}),
       needed("version", Form::Line, {"版本，如 1.0.0", "Version, e.g. 1.0.0"}),
       {"domain", Form::Choice, {"领域", "Domain"}, true, {"chemical", "manufacturing"}},
       needed("title", Form::Text, {"标题", "Title"}),
       needed("summary", Form::Text, {"一两句介绍", "One or two sentences about it"}),
       needed("school", Form::Line, {"学校", "School"}),
       key("community", Form::Line, {"实践共同体", "Community of practice"}),
       key("occupations", Form::Names, {"职业编码", "Occupation codes"}),
       key("specialities", Form::Names, {"专业代码", "Speciality codes"}),
       needed("licence", Form::Line, {"许可证，如 CC-BY-SA-4.0", "Licence, e.g. CC-BY-SA-4.0"}),
       needed("objectives", Form::Texts, {"学习目标", "What is learned"}),
       key("step", Form::Time, {"仿真步长，缺省 100 ms", "Simulation step; 100 ms if left out"}),
       needed(
           "exercises", Form::Names,
           {"练习的顺序：exercises/ 下的文件名", "Order of the exercises: names of exercises/"})}};
  return keys;
}

const KeyTable& plant_keys() {
  static const KeyTable keys{
      "plant",
      {"装置或控制：plant.yaml、line.yaml、control.yaml。每个位号一项",
       "Plant or control: plant.yaml, line.yaml, control.yaml. One entry for each tag"},
      {table("alarms", Form::Maps,
             {"报警表：一行一个被监视的位号", "Alarms: one row for each watched tag"}, "alarm"),
       table("tags", Form::Maps, {"位号显示：名称、单位、小数、量程", "How tags are shown"},
             "display")},
      true};
  return keys;
}

const KeyTable& component_keys() {
  static const KeyTable keys{
      "component",
      {"一台设备或一个控制块；其余的键是它的参数",
       "A piece of equipment; its other keys are parameters"},
      {needed("type", Form::Name, {"设备类型", "Type of component"}),
       key("name", Form::Text, {"它是什么", "What it is"}),
       key("in", Form::Map,
           {"输入端接到哪里：{端口: 位号}", "What drives its inputs: {port: tag}"})},
      true};
  return keys;
}

const KeyTable& alarm_keys() {
  static const Text limit{"报警限：[限值, 优先级]，或 {limit, priority, delay, deadband, when}",
                          "[limit, priority], or {limit, priority, delay, deadband, when}"};
  static const KeyTable keys{
      "alarm",
      {"一个位号的报警；每一限成为一个报警，如 LIC101_H",
       "The alarms of one tag; each limit becomes an alarm of its own, e.g. LIC101_H"},
      {needed("name", Form::Text,
              {"被监视的量，如 原料罐液位", "What is watched, e.g. feed drum level"}),
       key("of", Form::Name,
           {"被监视的位号，缺省为本行的键", "The tag watched; this row's key if left out"}),
       key("kind", Form::Name,
           {"量的种类，如 Pressure；缺省由位号首字母得出",
            "Kind of quantity, e.g. Pressure; told by the tag's first letter if left out"}),
       key("LL", Form::Value, limit), key("L", Form::Value, limit), key("H", Form::Value, limit),
       key("HH", Form::Value, limit),
       key("DEV", Form::Value,
           {"与 reference 的偏差，写法同上", "Deviation from `reference`, likewise"}),
       key("ON", Form::Value, {"开关量报警：优先级", "A discrete alarm: its priority"}),
       key("reference", Form::Name, {"DEV 比较的位号", "What DEV compares with"}),
       key("fraction", Form::Value,
           {"DEV 另加 reference 的百分之几", "DEV allows so much of `reference` more"}),
       key("deadband", Form::Value, {"回差", "Deadband"}),
       key("delay", Form::Value, {"延时，缺省 2 s", "On-delay; 2 s if left out"}),
       key("when", Form::Name, {"只在这个位号为 1 时判断", "Judged only while this tag is on"})}};
  return keys;
}

const KeyTable& display_keys() {
  static const KeyTable keys{
      "display",
      {"一个位号怎样显示", "How one tag is shown"},
      {key("name", Form::Text, {"它是什么", "What it is"}),
       key("unit", Form::Line, {"显示单位", "Unit shown"}),
       key("decimals", Form::Number, {"小数位数，0 到 9", "Digits after the point, 0 to 9"}),
       key("range", Form::Value, {"[下限, 上限]，带单位", "[low, high], with units"})}};
  return keys;
}

const KeyTable& exercise_keys() {
  static const KeyTable keys{
      "exercise",
      {"一个练习：exercises/*.yaml", "One exercise: exercises/*.yaml"},
      {{"mode",
        Form::Choice,
        {"模式", "Mode"},
        true,
        {"cold-start", "normal-operation", "shutdown", "fault-handling"}},
       needed("title", Form::Text, {"标题", "Title"}),
       needed("goal", Form::Text, {"一行：从什么到什么", "One line: from what to what"}),
       needed("briefing", Form::Text, {"告诉学员的话", "What the learner is told"}),
       needed("duration", Form::Time, {"到时结束", "The run ends then"}),
       key("settle", Form::Time,
           {"开始前先稳定运行多久，缺省 2 s", "Simulated before time 0; 2 s if left out"}),
       key("pass", Form::Number, {"及格分，缺省 60", "Pass mark; 60 if left out"}),
       key("start_values", Form::Map,
           {"与 plant.yaml 不同的参数：{V101: {start_level: 50 %}}",
            "Parameters that differ from plant.yaml: {V101: {start_level: 50 %}}"}),
       key("start_actions", Form::Map,
           {"开始前做的操作，依次：{HV101: 100 %}",
            "Done before it begins, in order: {HV101: 100 %}"}),
       table(
           "components", Form::Maps,
           {"只在这个练习里有的：故障、勾选项", "Only in this exercise: malfunctions, checkpoints"},
           "component"),
       key("connections", Form::Map,
           {"只在这个练习里有的接线：{HV115: {leak: MF1.OUT}}",
            "Connections only here: {HV115: {leak: MF1.OUT}}"}),
       key("phases", Form::Map, {"阶段：{id: 标题}，依次", "Phases: {id: title}, in order"}),
       {"steps", Form::Maps, {"评分的各项", "What is scored"}, true, {}, "criterion"},
       key("rules", Form::Names,
           {"用 rules.yaml 的哪些规则；all 为全部",
            "Which rules of rules.yaml hold; `all` for all"}),
       key("finish", Form::Condition, {"提前结束的条件", "Ends the run early"})}};
  return keys;
}

const KeyTable& criterion_keys() {
  static const KeyTable keys{
      "criterion",
      {"评分的一项：步骤，或 kind 写明的另一种", "One thing scored: a step, or what `kind` says"},
      {needed("id", Form::Name, {"编号，如 S4", "Its id, e.g. S4"}),
       choice("kind", {"种类，缺省 step", "Kind; step if left out"},
              {"step", "hold", "limit", "sequence", "time", "forbidden", "question"}),
       needed("title", Form::Text,
              {"标题，不超过 14 个汉字", "Title; at most 14 Chinese characters"}),
       needed("do", Form::Text, {"要求：做什么，为什么", "What is asked, and why"}),
       key("hint", Form::Text, {"练习时的提示", "Shown in practice"}),
       key("phase", Form::Name, {"属于哪个阶段", "The phase it belongs to"}),
       key("points", Form::Number, {"分值", "Points"}),
       key("after", Form::Names, {"先要完成的编号", "Ids that must be done first"}),
       key("start", Form::Condition, {"何时开始", "It begins when"}),
       key("done", Form::Condition, {"完成的条件", "It is done when"}),
       key("quality", Form::Condition, {"进行中应一直成立", "Should hold while it is active"}),
       key("quality_share", Form::Share,
           {"质量占分值的份额，缺省 40 %", "Share of the points; 40 %"}),
       key("late_share", Form::Share, {"超时扣的份额，缺省 25 %", "Lost when late; 25 %"}),
       key("time", Form::Time, {"应用时间", "Expected time"}),
       key("good", Form::Condition, {"hold、limit：应成立的条件", "hold, limit: what should hold"}),
       key("until", Form::Condition, {"hold、limit：到何时为止", "hold, limit: until when"}),
       key("order", Form::Conditions,
           {"sequence：依次成立的条件", "sequence: become true in this order"}),
       key("when", Form::Condition, {"forbidden：不许成立", "forbidden: must never be true"}),
       key("penalty", Form::Number, {"forbidden：扣分", "forbidden: points taken"}),
       key("cap", Form::Number, {"forbidden：总分不超过", "forbidden: the total is at most this"}),
       key("ends_run", Form::Flag,
           {"forbidden：立即结束，零分", "forbidden: the run ends with zero"}),
       key("answer", Form::Name, {"question：答案的位号", "question: the tag of the answer"}),
       key("answers", Form::Texts, {"question：选项", "question: the choices"}),
       key("right", Form::Number,
           {"question：第几项正确，从 1 数起", "question: the right one, from 1"}),
       key("focus", Form::Names, {"要看的位号", "Tags to look at"})}};
  return keys;
}

const KeyTable& rules_keys() {
  static const KeyTable keys{
      "rules",
      {"各练习共用的规则：rules.yaml", "Rules that exercises share: rules.yaml"},
      {{"rules", Form::Maps, {"规则", "The rules"}, true, {}, "criterion"}}};
  return keys;
}

const KeyTable& script_keys() {
  static const KeyTable keys{
      "operator",
      {"一个操作员：operators/练习/名称.yaml", "An operator: operators/EXERCISE/NAME.yaml"},
      {needed("title", Form::Text, {"他做什么", "What he does"}),
       needed("score", Form::Numbers,
              {"应得的分 [最低, 最高]", "The score he must get: [lowest, highest]"}),
       key("loses", Form::Names, {"必须失分的编号", "Ids that must lose points"}),
       key("keeps", Form::Names, {"必须得满分的编号", "Ids that must keep all points"}),
       key("like", Form::Name, {"照着哪个操作员做", "Does what this operator does"}),
       key("instead", Form::Map,
           {"但这些部分不同：{部分: [步骤]}；空列表为不做",
            "but for these parts: {part: [steps]}; an empty list leaves the part out"}),
       table("steps", Form::Maps, {"依次做的事", "What he does, in order"}, "action")}};
  return keys;
}

const KeyTable& action_keys() {
  static const KeyTable keys{
      "action",
      {"操作员的一步", "One step of an operator"},
      {key("part", Form::Name,
           {"以下步骤属于这一部分", "The steps that follow belong to this part"}),
       key("wait", Form::Time, {"等这么久", "Wait so long"}),
       key("until", Form::Condition, {"等到条件成立", "Wait until this is true"}),
       key("timeout", Form::Time,
           {"最多等多久，缺省 1 h", "Wait at most so long; 1 h if left out"}),
       key("set", Form::Map, {"设置位号：{HV101: 100 %}", "Set tags: {HV101: 100 %}"}),
       key("ramp", Form::Map, {"缓慢改变位号：{FV101: 30 %}", "Move tags slowly: {FV101: 30 %}"}),
       key("over", Form::Time, {"ramp 用多久", "How long the ramp takes"})}};
  return keys;
}

const KeyTable& screen_keys() {
  static const KeyTable keys{
      "screen",
      {"一幅 DCS 画面：screens/*.yaml", "One DCS screen: screens/*.yaml"},
      {needed("title", Form::Text, {"标题", "Title"}),
       key("grid", Form::Numbers,
           {"画面的宽和高，缺省 [1000, 380]", "Width and height; [1000, 380]"}),
       table("symbols", Form::Maps, {"图形", "Symbols"}, "symbol"),
       table("lines", Form::Maps, {"管线与信号线", "Lines"}, "line"),
       key("tiles", Form::Names, {"旁边的棒图", "Bars beside it"}),
       key("trends", Form::Names, {"第一组趋势", "First trend group"})}};
  return keys;
}

const KeyTable& symbol_keys() {
  static const KeyTable keys{
      "symbol",
      {"画面上的一个图形", "One symbol of a screen"},
      {{"kind",
        Form::Choice,
        {"种类", "Kind"},
        true,
        {"vessel", "pump", "valve", "control_valve", "check_valve", "relief_valve", "filter",
         "orifice", "value", "text", "arrow", "conveyor", "sensor", "lamp", "button", "box"}},
       key("tag", Form::Name, {"位号", "Tag"}),
       key("text", Form::Text, {"文字", "Text"}),
       needed("at", Form::Numbers, {"中心 [x, y]", "Centre [x, y]"}),
       key("size", Form::Numbers, {"[宽, 高]", "[width, height]"}),
       key("vertical", Form::Flag, {"竖直放置", "Drawn upright"})}};
  return keys;
}

const KeyTable& line_keys() {
  static const KeyTable keys{
      "line",
      {"画面上的一条线", "One line of a screen"},
      {key("points", Form::Numbers, {"经过的点 [[x, y], ...]", "Its points [[x, y], ...]"}),
       choice("kind", {"种类，缺省 process", "Kind; process if left out"},
              {"process", "gas", "signal"}),
       key("flow", Form::Name,
           {"流量位号：有流量时画成流动", "Drawn as flowing while this tag flows"}),
       key("threshold", Form::Number, {"多大才算流动 [SI]", "From what size on [SI]"})}};
  return keys;
}

const KeyTable& scene_keys() {
  static const KeyTable keys{
      "scene",
      {"三维场景：scene.yaml；米、度，Z 向上", "The 3D scene: scene.yaml; metres, degrees, Z up"},
      {choice("surroundings", {"环境，缺省 outdoor", "Surroundings; outdoor if left out"},
              {"outdoor", "workshop"}),
       key("slab", Form::Numbers, {"地坪 [x0, y0, x1, y1]", "Slab [x0, y0, x1, y1]"}),
       table("models", Form::Maps, {"摆放的模型", "Models placed"}, "model"),
       table("motions", Form::Maps, {"随位号而动的部件", "Nodes that follow tags"}, "motion"),
       table("pipes", Form::Maps, {"管道", "Pipes"}, "pipe"),
       table("views", Form::Maps, {"视点", "Viewpoints"}, "view")}};
  return keys;
}

const KeyTable& model_keys() {
  static const KeyTable keys{
      "model",
      {"一个模型", "One model"},
      {needed("id", Form::Name, {"编号，一般为位号", "Its id, usually the tag"}),
       needed("model", Form::Line,
              {"模型库中的名称，或 models/ 下的文件",
               "Name in the model library, or a file of models/"}),
       key("tag", Form::Name, {"它表示的设备", "The component it shows"}),
       key("join", Form::Name,
           {"从前面一个模型的管口算起，如 V101.bottom",
            "Counts from a socket of an earlier model, e.g. V101.bottom"}),
       key("at", Form::Numbers, {"[x, y, z]，米", "[x, y, z] in metres"}),
       key("heading", Form::Number, {"绕 Z 转的角度", "Turned about Z, degrees"}),
       key("along", Form::Numbers,
           {"模型自身 x（阀的管轴）所指方向，代替 heading",
            "Where the model's own x, a valve's pipe, points; instead of heading"}),
       key("up", Form::Numbers,
           {"模型自身 z（手轮）所指方向", "Where the model's own z, its handwheel, points"}),
       key("label", Form::Name, {"标签显示的位号", "Tag whose value the label shows"})}};
  return keys;
}

const KeyTable& motion_keys() {
  static const KeyTable keys{
      "motion",
      {"模型的一个部件随位号而动", "A node of a model that follows a tag"},
      {needed("model", Form::Name, {"模型编号", "Id of the model"}),
       needed("node", Form::Name, {"部件名，如 handwheel", "Name of the node, e.g. handwheel"}),
       {"kind",
        Form::Choice,
        {"怎样动", "How it moves"},
        true,
        {"turn", "slide", "scale", "spin", "show"}},
       needed("tag", Form::Name, {"位号", "Tag"}),
       key("range", Form::Numbers,
           {"位号的两个值 [SI]，缺省 [0, 1]", "Two values of the tag [SI]; [0, 1]"}),
       key("to", Form::Numbers, {"对应的两个位置，缺省 [0, 1]", "What they map to; [0, 1]"})}};
  return keys;
}

const KeyTable& pipe_keys() {
  static const KeyTable keys{
      "pipe",
      {"一条管道", "One pipe"},
      {needed("id", Form::Name, {"编号", "Its id"}),
       key("from", Form::Name,
           {"起点管口，如 V101.bottom", "Socket where it begins, e.g. V101.bottom"}),
       key("to", Form::Name, {"终点管口", "Socket where it ends"}),
       key("points", Form::Numbers, {"经过的点 [[x, y, z], ...]", "Its points [[x, y, z], ...]"}),
       key("supports", Form::Flag, {"是否画支架，缺省 true", "Whether it has supports; true"}),
       key("diameter", Form::Number, {"外径，米", "Outside diameter, metres"}),
       key("medium", Form::Name,
           {"介质：water、steam、air、gas、flammable ...",
            "Medium: water, steam, air, gas, flammable ..."}),
       key("flow", Form::Names,
           {"流量位号，顺着各点为正；几个则相加",
            "Tags of its flow, positive along its points; several are added"}),
       key("name", Form::Text, {"名称", "Its name"})}};
  return keys;
}

const KeyTable& view_keys() {
  static const KeyTable keys{
      "view",
      {"一个视点", "One viewpoint"},
      {needed("id", Form::Name, {"编号", "Its id"}), needed("title", Form::Text, {"标题", "Title"}),
       needed("eye", Form::Numbers, {"眼睛 [x, y, z]", "Eye [x, y, z]"}),
       needed("target", Form::Numbers, {"看向 [x, y, z]", "Looks at [x, y, z]"})}};
  return keys;
}

std::vector<const KeyTable*> all_key_tables() {
  return {&pack_keys(),      &plant_keys(),  &exercise_keys(),  &rules_keys(), &script_keys(),
          &screen_keys(),    &scene_keys(),  &component_keys(), &alarm_keys(), &display_keys(),
          &criterion_keys(), &action_keys(), &symbol_keys(),    &line_keys(),  &model_keys(),
          &motion_keys(),    &pipe_keys(),   &view_keys()};
}

} // namespace jixia
