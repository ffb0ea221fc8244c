#include "accounts/classes.h"

#include "http/exchange.h"
#include "recording/identity.h"

namespace jixia {
namespace {

const std::string kSelect =
    "SELECT school_class.id, school_class.school, school_class.name, (SELECT count(*) FROM "
    "class_member, person WHERE class_member.class=school_class.id AND "
    "person.id=class_member.person AND person.role='learner') FROM school_class ";

std::vector<SchoolClass> read_all(Query query) {
  std::vector<SchoolClass> found;
  while (query.next()) {
    found.push_back({query.text(0), query.text(1), query.text(2), query.integer(3)});
  }
  return found;
}

bool has_row(Query query) {
  return query.next();
}

bool is_of_school(Connection& db, const std::string& school, const std::string& id,
                  const std::string& person) {
  return has_row(Query(db,
                       "SELECT 1 FROM school_class, person WHERE school_class.id=? AND "
                       "school_class.school=? AND person.id=? AND person.school=?",
                       id, school, person, school));
}

} // namespace

std::optional<std::string> Classes::add(const std::string& school, const std::string& name,
                                        const Actor& by) {
  if (name.empty() || name.size() > 100 || name.find_first_of("\r\n\t") != std::string::npos) {
    throw Refusal{400, {"班级名不能用：1 至 100 字节", "a class name has 1 to 100 bytes"}};
  }
  const std::string id = make_uuid();
  bool is_new = false;
  hub_.writer().run([&](Connection& db) {
    is_new = Query(db,
                   "INSERT INTO school_class(id, school, name, made_ms) VALUES(?,?,?,?) "
                   "ON CONFLICT DO NOTHING",
                   id, school, name, wall_clock_ms())
                 .run()
                 .changed_rows() > 0;
    if (is_new) {
      AuditLog::append(db, {AuditAction::ClassAdded, school, by, id});
    }
  });
  return is_new ? std::optional(id) : std::nullopt;
}

std::optional<SchoolClass> Classes::find(const std::string& school, const std::string& id) {
  static const std::string sql = kSelect + "WHERE school=? AND id=?";
  const ReadConnections::Loan db = hub_.readers().borrow();
  const std::vector<SchoolClass> found = read_all(Query(*db, sql, school, id));
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<SchoolClass> Classes::list(const std::string& school) {
  static const std::string sql = kSelect + "WHERE school=? ORDER BY name LIMIT 2000";
  const ReadConnections::Loan db = hub_.readers().borrow();
  return read_all(Query(*db, sql, school));
}

std::vector<SchoolClass> Classes::of_person(const std::string& school, const std::string& person) {
  static const std::string sql =
      kSelect +
      "WHERE school=? AND id IN (SELECT class FROM class_member WHERE person=?) ORDER BY name";
  const ReadConnections::Loan db = hub_.readers().borrow();
  return read_all(Query(*db, sql, school, person));
}

std::vector<Person> Classes::members(const std::string& school, const std::string& id) {
  static const std::string sql =
      "SELECT " + person_columns() +
      " FROM person, class_member, school_class WHERE person.id=class_member.person AND "
      "school_class.id=class_member.class AND class_member.class=? AND school_class.school=? "
      "ORDER BY CASE WHEN person.role='learner' THEN 1 ELSE 0 END, person.login LIMIT 2000";
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, sql, id, school);
  std::vector<Person> found;
  while (query.next()) {
    found.push_back(read_person(query));
  }
  return found;
}

bool Classes::has_member(const std::string& id, const std::string& person) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  return has_row(Query(*db, "SELECT 1 FROM class_member WHERE class=? AND person=?", id, person));
}

bool Classes::add_member(const std::string& school, const std::string& id,
                         const std::string& person, const Actor& by) {
  bool is_there = false;
  hub_.writer().run([&](Connection& db) {
    is_there = is_of_school(db, school, id, person);
    if (is_there && Query(db,
                          "INSERT INTO class_member(class, person) VALUES(?,?) "
                          "ON CONFLICT DO NOTHING",
                          id, person)
                            .run()
                            .changed_rows() > 0) {
      AuditLog::append(db, {AuditAction::ClassChanged, school, by, id, "+" + person});
    }
  });
  return is_there;
}

bool Classes::remove_member(const std::string& school, const std::string& id,
                            const std::string& person, const Actor& by) {
  bool is_there = false;
  hub_.writer().run([&](Connection& db) {
    is_there = is_of_school(db, school, id, person);
    if (is_there && Query(db, "DELETE FROM class_member WHERE class=? AND person=?", id, person)
                            .run()
                            .changed_rows() > 0) {
      AuditLog::append(db, {AuditAction::ClassChanged, school, by, id, "-" + person});
    }
  });
  return is_there;
}

std::optional<SchoolClass> Classes::find_for(const Caller& caller, const std::string& id) {
  if (!caller.may(Permission::ManageClasses)) {
    return std::nullopt;
  }
  std::optional<SchoolClass> found = find(caller.school, id);
  const bool may_all = caller.may(Permission::ManagePeople);
  return found && (may_all || has_member(id, caller.person)) ? found : std::nullopt;
}

std::vector<SchoolClass> Classes::list_for(const Caller& caller) {
  if (!caller.may(Permission::ManageClasses)) {
    return {};
  }
  return caller.may(Permission::ManagePeople) ? list(caller.school)
                                              : of_person(caller.school, caller.person);
}

bool Classes::may_see(const Caller& caller, const std::string& person) {
  if (!caller.is_person()) {
    return false;
  }
  if (person == caller.person) {
    return true;
  }
  const ReadConnections::Loan db = hub_.readers().borrow();
  if (caller.may(Permission::ManagePeople)) {
    return has_row(
        Query(*db, "SELECT 1 FROM person WHERE id=? AND school=?", person, caller.school));
  }
  return caller.may(Permission::ManageClasses) &&
         has_row(Query(*db,
                       "SELECT 1 FROM class_member learns, class_member teaches, person WHERE "
                       "learns.class=teaches.class AND learns.person=? AND teaches.person=? AND "
                       "person.id=learns.person AND person.role='learner' AND person.school=?",
                       person, caller.person, caller.school));
}

} // namespace jixia
