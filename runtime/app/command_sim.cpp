#include <algorithm>
#include <fstream>

#include "app/commands.h"
#include "catalogue/component_catalogue.h"
#include "app/loaded_exercise.h"
#include "base/file_io.h"
#include "session/session.h"
#include "session/start_values.h"

namespace jixia {
namespace {

struct TimedAction {
  SimTime time;
  OperatorAction action;
};

constexpr std::size_t kLargestActions = 16u << 20; // [byte]

std::vector<std::string> split(const std::string& line, char separator, std::size_t most) {
  std::vector<std::string> fields;
  std::size_t begin = 0;
  while (fields.size() + 1 < most) {
    const std::size_t end = line.find(separator, begin);
    if (end == std::string::npos) {
      break;
    }
    fields.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  fields.push_back(line.substr(begin));
  return fields;
}

// One line "12.5 s,FV101,50 %"; empty lines and lines that begin with # say nothing.
void read_action_line(const std::string& line, const SourceMark& mark, const World& world,
                      std::vector<TimedAction>& actions, Diagnostics& problems) {
  if (line.empty() || line[0] == '#') {
    return;
  }
  const std::vector<std::string> fields = split(line, ',', 3);
  const std::optional<double> time =
      fields.size() == 3 ? read_quantity(fields[0], Unit::Second) : std::nullopt;
  if (!time || *time < 0.0) {
    problems.error(mark, {"应为 时间,位号,值，如 12.5 s,FV101,50 %",
                          "expected time,tag,value, e.g. 12.5 s,FV101,50 %"});
    return;
  }
  const Tag* tag = world.find_tag(fields[1]);
  const std::optional<double> value = tag ? read_tag_value(*tag, fields[2]) : std::nullopt;
  if (!value) {
    problems.error(mark,
                   fill({"没有位号 {0}，或读不懂值 {1}", "no tag {0}, or the value '{1}' cannot be read"},
                        std::vector{fields[1], fields[2]}),
                   tag ? describe_allowed(*tag) : Text{});
    return;
  }
  actions.push_back({sim_time(*time), {fields[1], *value, OperatorAction::Actor::Instructor}});
}

std::vector<TimedAction> read_actions(const std::filesystem::path& file, const World& world,
                                      Diagnostics& problems) {
  std::vector<TimedAction> actions;
  const std::optional<std::string> text = read_file_limited(file, kLargestActions, problems);
  int number = 0;
  for (std::string line : split(text.value_or(""), '\n', std::string::npos)) {
    while (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    read_action_line(line, {file.string(), ++number, 1}, world, actions, problems);
  }
  std::stable_sort(actions.begin(), actions.end(),
                   [](const TimedAction& a, const TimedAction& b) { return a.time < b.time; });
  return actions;
}

std::vector<const Tag*> find_tags(const std::vector<std::string>& names, const World& world,
                                  Diagnostics& problems) {
  std::vector<const Tag*> tags;
  for (const std::string& name : names) {
    const Tag* tag = world.find_tag(name);
    if (tag == nullptr) {
      problems.error({"--tags", 0, 0}, fill({"没有位号 {0}", "there is no tag {0}"}, std::vector{name}));
    } else {
      tags.push_back(tag);
    }
  }
  if (names.empty()) {
    for (const Tag& tag : world.tags()) {
      tags.push_back(&tag);
    }
  }
  return tags;
}

double shown(const Tag& tag, double si) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  return unit ? to_display(si, *unit) : si;
}

void write_heading(std::ostream& csv, const std::vector<const Tag*>& tags) {
  csv << "time [s]";
  for (const Tag* tag : tags) {
    csv << "," << tag->name << " [" << tag->display.unit << "]";
  }
  csv << "\n";
}

void write_row(std::ostream& csv, const World& world, const std::vector<const Tag*>& tags) {
  csv << number_text(seconds(world.time()), 9);
  for (const Tag* tag : tags) {
    csv << "," << number_text(shown(*tag, world.value(*tag)), 9);
  }
  csv << "\n";
}

} // namespace

int run_sim(const SimOptions& options, Console& console) {
  const std::optional<double> until = read_quantity(options.until, Unit::Second);
  const std::optional<double> every = read_quantity(options.every, Unit::Second);
  if (!until || !every || *until < 0.0 || *every <= 0.0) {
    console.note({"--until 和 --every 要写时间，如 10 min", "--until and --every want a time, e.g. 10 min"});
    return kWrongUse;
  }
  const std::optional<LoadedExercise> loaded =
      load_exercise(options.pack, options.exercise, console);
  if (!loaded) {
    return kFailed;
  }
  const ComponentRegistry registry = make_registry();
  Diagnostics problems;
  Session::Options session_options;
  session_options.seed = options.seed.value_or(1);
  const std::unique_ptr<Session> session = Session::start(
      *loaded->scenario, *loaded->exercise, registry, session_options, problems);
  std::vector<TimedAction> actions;
  std::vector<const Tag*> tags;
  if (session) {
    tags = find_tags(options.tags, session->world(), problems);
    if (!options.actions.empty()) {
      actions = read_actions(options.actions, session->world(), problems);
    }
  }
  std::ofstream csv(options.csv);
  if (!csv) {
    problems.error({options.csv.string(), 0, 0}, {"不能写这个文件", "cannot write this file"});
  }
  if (problems.has_errors()) {
    console.report(problems);
    return kFailed;
  }

  session->on_refusal = [&](const RunLog::ActionRecord& record) {
    console.note(fill({"{0} {1}：{2}", "{0} {1}: {2}"},
                      std::vector{same_text(clock_text(record.time)), same_text(record.action.tag),
                                  *record.refusal}));
  };
  write_heading(csv, tags);
  write_row(csv, session->world(), tags);
  const SimTime interval = std::max(sim_time(*every), session->world().step_length());
  SimTime next_row = interval;
  auto next = actions.begin();
  while (session->world().time() < sim_time(*until)) {
    for (; next != actions.end() && next->time <= session->world().time(); ++next) {
      session->submit(next->action);
    }
    session->advance();
    if (session->world().time() >= next_row) {
      write_row(csv, session->world(), tags);
      next_row += interval;
    }
  }
  csv.flush();
  if (!csv) {
    console.note({"写 CSV 失败，磁盘可能已满", "writing the CSV failed; the disk may be full"});
    return kFailed;
  }
  return kDone;
}

} // namespace jixia
