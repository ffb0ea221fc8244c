#include "records/activity_store.h"

namespace jixia {

Json ActivityStore::find_definition(const std::string& activity) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db, "SELECT definition FROM activity WHERE id=?", activity);
  return query.next() ? Json::parse(query.text(0)) : Json();
}

std::vector<std::string> ActivityStore::find_names(const std::string& agent) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db, "SELECT name FROM agent_name WHERE agent=? ORDER BY name LIMIT 100", agent);
  std::vector<std::string> names;
  while (query.next()) {
    names.push_back(query.text(0));
  }
  return names;
}

} // namespace jixia
