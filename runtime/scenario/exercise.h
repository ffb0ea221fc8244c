#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenario/criterion.h"
#include "world/world_builder.h"

namespace jixia {

/// A named part of a procedure, e.g. 一 开车准备.
struct ProcedurePhase {
  std::string id;
  Text title;
};

/// Something set before the run begins, as written.
struct InitialAction {
  std::string tag;
  std::string value; ///< a quantity or the name of a state
  SourceMark mark;
};

/// One step of a script that plays the exercise: waits, then acts.
struct ScriptStep {
  SourceMark mark;
  SimTime wait{0};    ///< first, let this much time pass
  Condition until;    ///< then wait until this is true; empty: do not
  SimTime timeout{0}; ///< give up waiting after this long (0: 1 h) and go on
  std::string tag;    ///< then set this tag; empty: only wait
  std::string value;  ///< quantity or state name
  SimTime ramp{0};    ///< reach `value` linearly over this time, one action a second
};

/// An expert, or a typical mistake, that plays an exercise: how a pack proves itself.
struct OperatorScript {
  std::string id; ///< file name without ".yaml", e.g. "expert", "starts-unprimed"
  std::string exercise;
  Text title;
  std::vector<ScriptStep> steps;
  double lowest_score = 0.0; ///< what `jixia-pack verify` expects
  double highest_score = 100.0;
  std::vector<std::string> loses; ///< ids of criteria that must lose points
  std::vector<std::string> keeps; ///< ids that must keep all points
};

/// One exercise of a pack.
struct Exercise {
  enum class Mode { ColdStart, NormalOperation, Shutdown, FaultHandling };
  std::string id; ///< e.g. "cold-start"
  SourceMark mark;
  Mode mode = Mode::ColdStart;
  Text title;
  Text goal;           ///< one line: from what to what
  Text briefing;       ///< what the learner is told
  SimTime duration{0}; ///< the run ends here
  SimTime settle{0};   ///< simulated before time 0, with the start values
  double pass_mark = 60.0;
  /// Parameters that differ from plant.yaml: tag -> name -> value ("V101" -> "initial_level").
  std::map<std::string, std::map<std::string, WrittenValue>> start_values;
  std::vector<InitialAction> start_actions; ///< applied before settling
  std::vector<ComponentEntry> components;   ///< only here: malfunctions, checkpoints
  /// Connections only here: tag -> input port -> source (a malfunction drives an input).
  std::map<std::string, std::map<std::string, WrittenValue>> connections;
  std::vector<ProcedurePhase> phases;
  std::vector<Criterion> criteria;
  Condition finish; ///< ends the run early; empty: at `duration` or when handed in
  std::vector<OperatorScript> operators;
};

} // namespace jixia
