#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accounts/hub.h"

namespace jixia {

/// An ordered collection of packs that a teacher has put together for all to see.
struct Course {
  std::string id = {};         ///< UUID
  std::string school = {};     ///< whose it is
  std::string owner = {};      ///< person's id
  std::string owner_name = {}; ///< as it was when the course was made
  Text title = {}, summary = {};
  std::int64_t changed_ms = 0;
  std::vector<std::pair<std::string, std::string>> packs = {}; ///< school and pack, in order
};

/// The courses of all schools, in the shared database. Any number of threads may use it.
class CourseStore {
 public:
  static constexpr std::size_t kMostPacks = 100;
  static constexpr std::int64_t kMostCourses = 500; ///< of one school

  explicit CourseStore(Hub& hub) : hub_(hub) {}

  std::vector<Course> list(int most = 200); ///< changed last first, without packs
  std::vector<Course> of_owner(const std::string& person);
  std::optional<Course> find(const std::string& id);

  /// Makes or changes a course. @throws Refusal  400 a title that cannot be used, 409 too many
  void put(const Course& course);
  void remove(const std::string& id);

 private:
  Hub& hub_;
};

} // namespace jixia
