#include "accounts/people.h"

#include <algorithm>

#include "http/exchange.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kMostNameBytes = 100;

bool is_plain(const std::string& text, bool may_have_spaces) {
  return !text.empty() && text.size() <= kMostNameBytes && text.front() != ' ' &&
         text.back() != ' ' && std::none_of(text.begin(), text.end(), [&](unsigned char c) {
           return c < 0x20 || c == 0x7f || (c == ' ' && !may_have_spaces);
         });
}

std::optional<Person> find_one(Hub& hub, std::string_view sql, const std::string& school,
                               const std::string& value) {
  const ReadConnections::Loan db = hub.readers().borrow();
  Query query(*db, sql, school, value);
  return query.next() ? std::optional(read_person(query)) : std::nullopt;
}

const std::string& select_people() {
  static const std::string sql = "SELECT " + person_columns() + " FROM person WHERE school=? AND ";
  return sql;
}

std::optional<Person> find_within(Connection& db, const std::string& school,
                                  const std::string& id) {
  static const std::string sql = select_people() + "id=?";
  Query query(db, sql, school, id);
  return query.next() ? std::optional(read_person(query)) : std::nullopt;
}

void close_sessions(Connection& db, const std::string& person) {
  Query(db, "DELETE FROM session WHERE person=?", person).run();
}

// A school that nobody can administer any more would need the command line.
void keep_an_administrator(Connection& db, const Person& leaving) {
  if (leaving.role != Role::SchoolAdministrator || leaving.is_disabled) {
    return;
  }
  Query query(db,
              "SELECT 1 FROM person WHERE school=? AND role='school-administrator' AND "
              "is_disabled=0 AND id<>? LIMIT 1",
              leaving.school, leaving.id);
  if (!query.next()) {
    throw Refusal{409,
                  {"学校至少保留一名管理员：先指定另一名",
                   "a school keeps at least one administrator: name another one first"}};
  }
}

void check_role(const std::string& school, Role role) {
  if (belongs_to_school(role) == school.empty()) {
    throw Refusal{400, {"角色与所属学校不符", "this role does not go with this school"}};
  }
}

} // namespace

std::string person_columns() {
  return "person.id, person.school, person.login, person.name, person.role, person.learner, "
         "person.language, person.must_change, person.is_disabled, person.made_ms, person.seen_ms";
}

Person read_person(const Query& query) {
  return {query.text(0),
          query.text(1),
          query.text(2),
          query.text(3),
          find_role(query.view(4)).value_or(Role::Learner),
          query.text(5),
          query.text(6),
          query.integer(7) != 0,
          query.integer(8) != 0,
          query.integer(9),
          query.integer(10)};
}

void check_person(const Person& person) {
  check_role(person.school, person.role);
  if (!is_plain(person.login, false)) {
    throw Refusal{400, fill({"账号“{0}”不能用：1 至 100 字节，没有空格",
                             "the account \"{0}\" cannot be used: 1 to 100 bytes without spaces"},
                            std::vector{person.login.substr(0, kMostNameBytes)})};
  }
  if (!is_plain(person.name, true) ||
      (!person.learner.empty() && !is_plain(person.learner, true))) {
    throw Refusal{400, fill({"账号“{0}”的姓名或学号不能用：1 至 100 字节",
                             "the name or number of \"{0}\" cannot be used: 1 to 100 bytes"},
                            std::vector{person.login})};
  }
}

bool insert_person(Connection& db, const Person& person, const std::string& password_hash) {
  return Query(db,
               "INSERT INTO person(id, school, login, name, role, learner, language, password, "
               "must_change, is_disabled, made_ms, seen_ms) VALUES(?,?,?,?,?,?,?,?,1,0,?,0) "
               "ON CONFLICT DO NOTHING",
               person.id, person.school, person.login, person.name, role_id(person.role),
               person.learner, person.language, password_hash, wall_clock_ms())
             .run()
             .changed_rows() > 0;
}

std::optional<std::string> People::add(const Person& person, const std::string& start_password,
                                       const Actor& by) {
  check_person(person);
  if (!person.school.empty() && !hub_.find_school(person.school)) {
    throw Refusal{400, {"没有这所学校", "there is no such school"}};
  }
  Person made = person;
  made.id = make_uuid();
  const std::string hash = hashing_.make_hash(start_password);
  bool is_new = false;
  hub_.writer().run([&](Connection& db) {
    is_new = insert_person(db, made, hash);
    if (is_new) {
      AuditLog::append(db, {AuditAction::PersonAdded, made.school, by, made.id,
                            std::string(role_id(made.role))});
    }
  });
  return is_new ? std::optional(made.id) : std::nullopt;
}

std::optional<Person> People::find(const std::string& school, const std::string& id) {
  static const std::string sql = select_people() + "id=?";
  return find_one(hub_, sql, school, id);
}

std::optional<Person> People::find_login(const std::string& school, const std::string& login) {
  static const std::string sql = select_people() + "login=?";
  return find_one(hub_, sql, school, login);
}

std::optional<Person> People::find_learner(const std::string& school, const std::string& learner) {
  static const std::string sql = select_people() + "learner=? ORDER BY id LIMIT 1";
  return learner.empty() ? std::nullopt : find_one(hub_, sql, school, learner);
}

std::vector<Person> People::list(const std::string& school, const std::string& after, int most) {
  static const std::string sql = select_people() + "login>? ORDER BY login LIMIT ?";
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, sql, school, after, most);
  std::vector<Person> found;
  while (query.next()) {
    found.push_back(read_person(query));
  }
  return found;
}

bool People::set_role(const std::string& school, const std::string& id, Role role,
                      const Actor& by) {
  check_role(school, role);
  bool is_done = false;
  hub_.writer().run([&](Connection& db) {
    const std::optional<Person> person = find_within(db, school, id);
    if (!person || person->role == role) {
      is_done = person.has_value();
      return;
    }
    keep_an_administrator(db, *person);
    Query(db, "UPDATE person SET role=? WHERE id=?", role_id(role), id).run();
    close_sessions(db, id);
    AuditLog::append(db, {AuditAction::RoleChanged, school, by, id,
                          std::string(role_id(person->role)) + " > " + std::string(role_id(role))});
    is_done = true;
  });
  return is_done;
}

bool People::set_disabled(const std::string& school, const std::string& id, bool is_disabled,
                          const Actor& by) {
  bool is_done = false;
  hub_.writer().run([&](Connection& db) {
    const std::optional<Person> person = find_within(db, school, id);
    if (!person || person->is_disabled == is_disabled) {
      is_done = person.has_value();
      return;
    }
    keep_an_administrator(db, *person);
    Query(db, "UPDATE person SET is_disabled=? WHERE id=?", is_disabled ? 1 : 0, id).run();
    close_sessions(db, id);
    AuditLog::append(db, {is_disabled ? AuditAction::PersonDisabled : AuditAction::PersonEnabled,
                          school, by, id});
    is_done = true;
  });
  return is_done;
}

bool People::reset_password(const std::string& school, const std::string& id,
                            const std::string& start_password, const Actor& by) {
  const std::string hash = hashing_.make_hash(start_password);
  bool is_done = false;
  hub_.writer().run([&](Connection& db) {
    is_done = Query(db, "UPDATE person SET password=?, must_change=1 WHERE school=? AND id=?", hash,
                    school, id)
                  .run()
                  .changed_rows() > 0;
    if (is_done) {
      close_sessions(db, id);
      Query(db, "DELETE FROM known_device WHERE person=?", id).run();
      AuditLog::append(db, {AuditAction::PasswordReset, school, by, id});
    }
  });
  return is_done;
}

void People::change_password(const Person& person, const std::string& password,
                             const std::string& session, const Actor& by) {
  const std::string hash = hashing_.make_hash(password);
  hub_.writer().run([&](Connection& db) {
    Query(db, "UPDATE person SET password=?, must_change=0 WHERE id=?", hash, person.id).run();
    Query(db, "DELETE FROM session WHERE person=? AND hash<>?", person.id, session).run();
    AuditLog::append(db, {AuditAction::PasswordChanged, person.school, by, person.id});
  });
}

std::string People::password_hash(const std::string& id) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT password FROM person WHERE id=?", id);
  return query.next() ? query.text(0) : std::string();
}

void People::check_may_go(const Person& person) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  keep_an_administrator(*db, person);
}

void People::erase(const Person& person, const Actor& by) {
  hub_.writer().run([&](Connection& db) {
    keep_an_administrator(db, person);
    close_sessions(db, person.id);
    for (const char* sql :
         {"DELETE FROM known_device WHERE person=?", "DELETE FROM class_member WHERE person=?",
          "UPDATE course SET owner_name='' WHERE owner=?"}) {
      Query(db, sql, person.id).run();
    }
    if (Query(db, "DELETE FROM person WHERE id=? AND school=?", person.id, person.school)
            .run()
            .changed_rows() > 0) {
      AuditLog::append(db, {AuditAction::PersonErased, person.school, by, person.id});
    }
  });
}

bool People::is_password(const std::string& id, const std::string& password) {
  return hashing_.check(password_hash(id), password) != PasswordHashing::Result::Wrong;
}

void People::set_language(const std::string& id, const std::string& language) {
  hub_.writer().run([&](Connection& db) {
    Query(db, "UPDATE person SET language=? WHERE id=?", language, id).run();
  });
}

} // namespace jixia
