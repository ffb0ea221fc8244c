#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accounts/people.h"

namespace jixia {

/// A school's class.
struct SchoolClass {
  std::string id, school, name;
  std::int64_t learners = 0; ///< how many
};

/// Classes with their teachers and learners. As in People, a class of another school is not found.
class Classes {
 public:
  explicit Classes(Hub& hub) : hub_(hub) {}

  /// @returns the id; nullopt if the school has a class of this name
  /// @throws Refusal  400 a name that cannot be used
  std::optional<std::string> add(const std::string& school, const std::string& name,
                                 const Actor& by);
  std::optional<SchoolClass> find(const std::string& school, const std::string& id);
  std::vector<SchoolClass> list(const std::string& school); ///< by name
  /// Those in which a person teaches or learns, by name.
  std::vector<SchoolClass> of_person(const std::string& school, const std::string& person);

  /// Teachers first, then learners, each by login.
  std::vector<Person> members(const std::string& school, const std::string& id);
  bool has_member(const std::string& id, const std::string& person);

  /// False if the class or the person is none of this school's.
  bool add_member(const std::string& school, const std::string& id, const std::string& person,
                  const Actor& by);
  bool remove_member(const std::string& school, const std::string& id, const std::string& person,
                     const Actor& by);

  /// What `caller` may look into: an administrator every class, a teacher those taught, others
  /// none. nullopt if it is not there or may not be seen.
  std::optional<SchoolClass> find_for(const Caller& caller, const std::string& id);
  std::vector<SchoolClass> list_for(const Caller& caller);
  /// True if `caller` may see this person by name: oneself, an administrator those of the school, a
  /// teacher the learners of classes taught.
  bool may_see(const Caller& caller, const std::string& person);

 private:
  Hub& hub_;
};

} // namespace jixia
