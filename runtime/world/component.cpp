#include "world/component.h"

namespace jixia {

std::optional<Text> Component::operate(SignalId, double, Signals&) {
  return Text{"这里不能操作", "this cannot be operated"};
}

void Component::list_state(StateVisitor&) {}

} // namespace jixia
