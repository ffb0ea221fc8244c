#include "pages/class_question.h"

#include "http/form.h"
#include "pages/html.h"

namespace jixia {
namespace {

[[noreturn]] void refuse_unknown() {
  throw Refusal{404,
                {"没有这个班级，或班里没有人做过这个练习",
                 "there is no such class, or nobody in it has done this exercise"}};
}

/// The learners of a class that the caller may see; nullopt: of all the school.
Learners find_learners(ClassQuestion& found, const Caller& caller, Hub& hub) {
  if (found.class_id == "all" && caller.may(Permission::ManagePeople)) {
    return std::nullopt;
  }
  Classes classes(hub);
  const std::optional<SchoolClass> chosen = classes.find_for(caller, found.class_id);
  if (!chosen) {
    refuse_unknown();
  }
  found.class_name = chosen->name;
  const std::vector<Person> members = classes.members(caller.school, chosen->id);
  std::vector<std::string> numbers = learner_numbers(members);
  for (const Person& person : members) {
    found.people[person.learner] = person;
  }
  found.members = numbers.size();
  return numbers;
}

CountedAttempt read_counted(const std::string& word) {
  return word == "best"    ? CountedAttempt::Best
         : word == "first" ? CountedAttempt::First
                           : CountedAttempt::Latest;
}

const char* counted_word(CountedAttempt counted) {
  return counted == CountedAttempt::Best    ? "best"
         : counted == CountedAttempt::First ? "first"
                                            : "latest";
}

} // namespace

std::vector<std::string> learner_numbers(const std::vector<Person>& members) {
  std::vector<std::string> numbers;
  for (const Person& person : members) {
    if (person.role == Role::Learner && !person.learner.empty()) {
      numbers.push_back(person.learner);
    }
  }
  return numbers;
}

double points_at(const Result& result, std::size_t place) {
  return place < result.points.size() ? result.points[place] : 0.0;
}

ClassQuestion find_class(const HttpRequest& request, const Caller& caller,
                         const ResultSources& sources) {
  const Form form = read_query_form(request);
  ClassQuestion found;
  found.class_id = form.value("class");
  found.counted = read_counted(form.value("take"));
  const Learners learners = find_learners(found, caller, sources.hub);
  ResultStore store(sources.schools.of(caller.school));
  const auto edition = store.find_edition(form.value("digest"), form.value("exercise"));
  if (!edition) {
    refuse_unknown();
  }
  found.edition = *edition;
  found.results = calc_class_results(
      *edition,
      store.find({.digest = edition->digest, .exercise = edition->exercise, .learners = learners}),
      found.counted);
  return found;
}

std::string ClassQuestion::address(const char* path, CountedAttempt take) const {
  return std::string(path) + "?class=" + escape_query(class_id) + "&digest=" + edition.digest +
         "&exercise=" + escape_query(edition.exercise) + "&take=" + counted_word(take);
}

std::string ClassQuestion::name_of(const Result& result) const {
  const auto person = people.find(result.learner);
  if (person != people.end()) {
    return person->second.name;
  }
  return !result.learner_name.empty() ? result.learner_name
         : !result.learner.empty()    ? result.learner
                                      : result.attempt.substr(0, 8);
}

std::string attempt_address(const Result& result) {
  return "/results/attempts/" + result.attempt;
}

} // namespace jixia
