#pragma once

#include <map>
#include <string>

#include "accounts/classes.h"
#include "http/exchange.h"
#include "pages/class_results.h"
#include "records/school_database.h"

namespace jixia {

/// What the pages of results look into.
struct ResultSources {
  Hub& hub;
  SchoolDatabases& schools;
};

/// How a class did one exercise: what `?class=ID|all&digest=&exercise=&take=latest|best|first` asks
/// for, found once.
struct ClassQuestion {
  std::string class_id, class_name;
  std::size_t members = 0; ///< learners of the class; 0: all of the school were asked for
  std::map<std::string, Person> people; ///< by learner's number
  ExerciseEdition edition;
  CountedAttempt counted = CountedAttempt::Latest;
  ClassResults results;

  /// The same question at `path`, with another attempt of each learner.
  std::string address(const char* path, CountedAttempt take) const;
  /// As the learner is called in the class, else by the attempt itself.
  std::string name_of(const Result& result) const;
};

/// `all` is for administrators. @throws Refusal 404 also for a class that the caller may not see
ClassQuestion find_class(const HttpRequest& request, const Caller& caller,
                         const ResultSources& sources);

/// The numbers of learners of a class, those who have one.
std::vector<std::string> learner_numbers(const std::vector<Person>& members);

std::string attempt_address(const Result& result);
double points_at(const Result& result, std::size_t place); ///< 0 where there is none

} // namespace jixia
