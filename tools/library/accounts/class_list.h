#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accounts/classes.h"

namespace jixia {

/// One line of a class list.
struct ClassListLine {
  std::string number; ///< student number: login, and what attempts carry
  std::string name;
};

/// Reads a class list as schools have it: CSV (RFC 4180), one learner a line, student number and
/// name; columns after these are ignored. A first line without a digit in its number is a heading.
/// UTF-8 with or without a mark, or GB18030 (as Chinese spreadsheets write it). At most
/// kMostClassListLines lines.
/// @throws Refusal  400 with every fault and its line
std::vector<ClassListLine> read_class_list(std::string_view bytes);

inline constexpr std::size_t kMostClassListLines = 200;
inline constexpr std::size_t kMostClassListBytes = 256 * 1024;

/// What became of one line.
struct ImportedLearner {
  Person person;
  std::string start_password; ///< to be handed out; empty: had an account already
};

/// Puts the learners of a list into a class, all or none of them: who is new gets an account, who
/// has one (same number) only joins the class.
/// @throws Refusal  404 no such class, 409 a number that belongs to somebody who is no learner
class ClassLists {
 public:
  ClassLists(Hub& hub, const PasswordHashing& hashing) : hub_(hub), hashing_(hashing) {}
  std::vector<ImportedLearner> import(const std::string& school, const std::string& class_id,
                                      const std::vector<ClassListLine>& lines, const Actor& by);

 private:
  Hub& hub_;
  const PasswordHashing& hashing_;
};

} // namespace jixia
