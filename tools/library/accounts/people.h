#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accounts/audit_log.h"
#include "accounts/hub.h"
#include "accounts/password.h"

namespace jixia {

/// Somebody who can sign in.
struct Person {
  std::string id = {};     ///< UUID; stands for the person in the audit log and in addresses
  std::string school = {}; ///< empty for the alliance's own people
  std::string login = {};  ///< what is typed to sign in, e.g. a student number; one in a school
  std::string name = {};
  Role role = Role::Learner;
  std::string learner = {};  ///< the number (or name) their attempts carry; empty: none
  std::string language = {}; ///< "zh", "en"; empty: as the browser says
  bool must_change_password = true;
  bool is_disabled = false;
  std::int64_t made_ms = 0;
  std::int64_t seen_ms = 0; ///< last sign-in; 0: never
};

/// The people of all schools, in the shared database. A school is always named by the caller of
/// these functions: a person of another school is not found. Every change is in the audit log.
class People {
 public:
  People(Hub& hub, const PasswordHashing& hashing) : hub_(hub), hashing_(hashing) {}

  /// Adds somebody with a start password, which has to be changed at the first sign-in.
  /// @returns the new id; nullopt if the login is taken
  /// @throws Refusal  400 a name, login or school that cannot be used
  std::optional<std::string> add(const Person& person, const std::string& start_password,
                                 const Actor& by);

  std::optional<Person> find(const std::string& school, const std::string& id);
  std::optional<Person> find_login(const std::string& school, const std::string& login);
  /// By the number their attempts carry.
  std::optional<Person> find_learner(const std::string& school, const std::string& learner);
  /// In the order of their logins. @param after  begin behind this login
  std::vector<Person> list(const std::string& school, const std::string& after, int most);

  /// False if there is no such person. A person who is disabled or gets another role is signed out
  /// everywhere. @throws Refusal  400 a role of the wrong kind, 409 the school's last administrator
  bool set_role(const std::string& school, const std::string& id, Role role, const Actor& by);
  bool set_disabled(const std::string& school, const std::string& id, bool is_disabled,
                    const Actor& by);

  /// By somebody else: a new start password; the person is signed out everywhere.
  bool reset_password(const std::string& school, const std::string& id,
                      const std::string& start_password, const Actor& by);
  /// By the person. @param session  the one that stays; all others are closed
  void change_password(const Person& person, const std::string& password,
                       const std::string& session, const Actor& by);
  /// @throws Refusal  409 the school's last administrator
  void check_may_go(const Person& person);
  /// Takes the account away, with sessions and memberships; see people/personal_data.h.
  void erase(const Person& person, const Actor& by);
  bool is_password(const std::string& id, const std::string& password);
  void set_language(const std::string& id, const std::string& language);

  const PasswordHashing& hashing() const { return hashing_; }

 private:
  friend class ClassLists;
  friend class SignIn;
  std::string password_hash(const std::string& id);
  Hub& hub_;
  const PasswordHashing& hashing_;
};

/// The parts of SELECT and what reads them, for others that read people.
std::string person_columns(); ///< of a table named `person`
Person read_person(const class Query& query);
/// Adds a row within a job of the hub's writer. @returns false if the login is taken
bool insert_person(Connection& db, const Person& person, const std::string& password_hash);
/// @throws Refusal  400 if a field cannot be used
void check_person(const Person& person);

} // namespace jixia
