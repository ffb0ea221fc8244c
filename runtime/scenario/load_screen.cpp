#include "scenario/load_screen.h"

#include <functional>

#include "scenario/map_reader.h"

namespace jixia {
namespace {

constexpr double kFar = 1e5; // [m] or grid units

// Calls `read` for each map of the list `key`.
void each(const MapReader& reader, const char* key,
          const std::function<void(const YamlNode&)>& read) {
  const YamlNode* list = reader.find(key);
  if (list != nullptr && is_list(*list, reader.problems())) {
    for (const YamlNode& item : list->items) {
      read(item);
    }
  }
}

// A list of points of `Count` coordinates.
template <std::size_t Count>
std::vector<std::array<double, Count>> read_points(const MapReader& reader, std::size_t fewest) {
  std::vector<std::array<double, Count>> points;
  each(reader, "points", [&](const YamlNode& item) {
    std::array<double, Count> point{};
    if (is_list(item, reader.problems())) {
      if (item.items.size() != Count) {
        reader.problems().error(item.mark,
                                fill({"一个点有 {0} 个坐标", "a point has {0} coordinates"},
                                     std::vector{std::to_string(Count)}));
      }
      for (std::size_t k = 0; k < Count && k < item.items.size(); ++k) {
        point[k] = read_number(item.items[k], reader.problems()).value_or(0.0);
      }
    }
    points.push_back(point);
  });
  if (points.size() < fewest) {
    reader.problems().error(
        reader.mark(), {"要有两个端点", "it needs two ends"},
        {"写在 points 里；管道也可写 from、to", "in `points`; a pipe may also have `from`, `to`"});
  }
  return points;
}

std::string written_id(const YamlNode& node) {
  const YamlNode* id = node.find("id");
  return id == nullptr ? std::string("-") : id->scalar.substr(0, 80);
}

MimicSymbol read_symbol(const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, symbol_keys(), "symbol", problems);
  MimicSymbol symbol;
  symbol.mark = node.mark;
  symbol.kind =
      reader.has("kind")
          ? symbol_keys().find("kind")->choices[static_cast<std::size_t>(reader.choice("kind", 0))]
          : "";
  symbol.tag = reader.name("tag");
  symbol.text = reader.text("text");
  const auto at = reader.numbers<2>("at", {0.0, 0.0});
  const auto size = reader.numbers<2>("size", {0.0, 0.0});
  symbol.x = at[0];
  symbol.y = at[1];
  symbol.width = size[0];
  symbol.height = size[1];
  symbol.vertical = reader.flag("vertical", false);
  return symbol;
}

MimicLine read_line_of(const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, line_keys(), "line", problems);
  MimicLine line;
  line.points = read_points<2>(reader, 2);
  line.kind = static_cast<MimicLine::Kind>(reader.choice("kind", 0));
  line.flow_tag = reader.name("flow");
  line.flow_threshold = reader.number("threshold", line.flow_threshold, 0.0, kFar);
  return line;
}

// The library's name, or a file of this pack's models/.
void check_model_name(const std::string& name, const SourceMark& mark, Diagnostics& problems) {
  if (!is_name(name) && !(name.starts_with("models/") && is_name(name.substr(7)))) {
    problems.error(mark, {"模型应为库中的名称，或 models/ 下的文件",
                          "a model is a name of the library, or a file of models/"});
  }
}

SceneModel read_model(const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, model_keys(), written_id(node), problems);
  SceneModel model;
  model.mark = node.mark;
  model.id = reader.name("id");
  model.model = reader.name("model");
  model.tag = reader.name("tag");
  model.at = reader.name("join");
  model.position = reader.numbers<3>("at", {});
  model.heading = reader.number("heading", 0.0, -360.0, 360.0);
  model.along = reader.numbers<3>("along", {});
  model.up = reader.numbers<3>("up", {});
  model.label = reader.name("label");
  check_model_name(model.model, node.mark, problems);
  return model;
}

NodeMotion read_motion(const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, motion_keys(), "motion", problems);
  NodeMotion motion;
  motion.mark = node.mark;
  motion.model = reader.name("model");
  motion.node = reader.name("node");
  motion.kind = static_cast<NodeMotion::Kind>(reader.choice("kind", 0));
  motion.tag = reader.name("tag");
  const auto range = reader.numbers<2>("range", {0.0, 1.0});
  const auto to = reader.numbers<2>("to", {0.0, 1.0});
  motion.from = range[0];
  motion.to = range[1];
  motion.start = to[0];
  motion.end = to[1];
  return motion;
}

PipeRun read_pipe(const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, pipe_keys(), written_id(node), problems);
  PipeRun pipe;
  pipe.mark = node.mark;
  pipe.id = reader.name("id");
  pipe.from = reader.name("from");
  pipe.to = reader.name("to");
  pipe.points =
      read_points<3>(reader, 2u - (reader.has("from") ? 1u : 0u) - (reader.has("to") ? 1u : 0u));
  pipe.diameter = reader.number("diameter", pipe.diameter, 1e-3, 10.0);
  pipe.medium = reader.name("medium");
  pipe.has_supports = reader.flag("supports", true);
  pipe.flow_tags = reader.names("flow");
  pipe.name = reader.text("name");
  return pipe;
}

Viewpoint read_view(const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, view_keys(), written_id(node), problems);
  return {reader.name("id"), reader.text("title"), reader.numbers<3>("eye", {}),
          reader.numbers<3>("target", {})};
}

} // namespace

Screen read_screen(const std::string& id, const YamlNode& file, Diagnostics& problems) {
  const MapReader reader(file, screen_keys(), id, problems);
  Screen screen;
  screen.id = id;
  screen.title = reader.text("title");
  const auto grid = reader.numbers<2>("grid", {screen.width, screen.height});
  screen.width = grid[0];
  screen.height = grid[1];
  if (!(grid[0] >= 1.0 && grid[0] <= kFar && grid[1] >= 1.0 && grid[1] <= kFar)) {
    problems.error(reader.find("grid")->mark, {"grid 应在 1 到 100000", "`grid` is 1 to 100000"});
  }
  each(reader, "symbols",
       [&](const YamlNode& item) { screen.symbols.push_back(read_symbol(item, problems)); });
  each(reader, "lines",
       [&](const YamlNode& item) { screen.lines.push_back(read_line_of(item, problems)); });
  screen.tiles = reader.names("tiles");
  screen.trends = reader.names("trends");
  return screen;
}

SceneLayout read_scene(const YamlNode& file, Diagnostics& problems) {
  const MapReader reader(file, scene_keys(), "scene.yaml", problems);
  SceneLayout scene;
  scene.surroundings = static_cast<SceneLayout::Surroundings>(reader.choice("surroundings", 0));
  scene.slab = reader.numbers<4>("slab", scene.slab);
  each(reader, "models",
       [&](const YamlNode& n) { scene.models.push_back(read_model(n, problems)); });
  each(reader, "motions",
       [&](const YamlNode& n) { scene.motions.push_back(read_motion(n, problems)); });
  each(reader, "pipes", [&](const YamlNode& n) { scene.pipes.push_back(read_pipe(n, problems)); });
  each(reader, "views", [&](const YamlNode& n) { scene.views.push_back(read_view(n, problems)); });
  return scene;
}

} // namespace jixia
