#include "factory/line_part.h"

#include "control/declare.h"

namespace jixia::factory {

ParameterSpec belt_parameter() {
  ParameterSpec made;
  made.name = "belt";
  made.meaning = {"所在输送带的位号；只有一条时可省略",
                  "The conveyor it stands at; may be left out if there is only one"};
  made.kind = ParameterSpec::Kind::Reference;
  made.optional = true;
  return made;
}

ParameterSpec at_parameter(Text meaning) {
  return control::needed("at", Unit::Metre, std::move(meaning), 0.0, 100.0);
}

} // namespace jixia::factory
