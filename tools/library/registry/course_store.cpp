#include "registry/course_store.h"

#include "http/exchange.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kLongestTitle = 120, kLongestSummary = 2000; // [byte]
constexpr const char* kCourseColumns =
    "SELECT id, school, owner, owner_name, title_zh, title_en, summary_zh, summary_en, changed_ms "
    "FROM course ";

Course read_course(const Query& row) {
  Course course{row.text(0), row.text(1), row.text(2), row.text(3)};
  course.title = {row.text(4), row.text(5)};
  course.summary = {row.text(6), row.text(7)};
  course.changed_ms = row.integer(8);
  return course;
}

void check(const Course& course) {
  for (const std::string* title : {&course.title.zh, &course.title.en}) {
    if (title->empty() || title->size() > kLongestTitle) {
      throw Refusal{400,
                    {"课程名要填，最多 40 个汉字", "a course wants a title of at most 120 bytes"}};
    }
  }
  if (course.summary.zh.size() > kLongestSummary || course.summary.en.size() > kLongestSummary) {
    throw Refusal{400, {"简介太长，最多 600 个汉字", "the summary is longer than 2000 bytes"}};
  }
  if (course.packs.size() > CourseStore::kMostPacks) {
    throw Refusal{409, {"一门课程最多 100 个资源包", "a course has at most 100 packs"}};
  }
}

} // namespace

std::vector<Course> CourseStore::list(int most) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  static const std::string sql = std::string(kCourseColumns) + "ORDER BY changed_ms DESC LIMIT ?";
  Query query(*db, sql, most);
  std::vector<Course> courses;
  while (query.next()) {
    courses.push_back(read_course(query));
  }
  return courses;
}

std::vector<Course> CourseStore::of_owner(const std::string& person) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  static const std::string sql = std::string(kCourseColumns) + "WHERE owner=? ORDER BY changed_ms DESC";
  Query query(*db, sql, person);
  std::vector<Course> courses;
  while (query.next()) {
    courses.push_back(read_course(query));
  }
  return courses;
}

std::optional<Course> CourseStore::find(const std::string& id) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  std::optional<Course> course;
  {
    static const std::string sql = std::string(kCourseColumns) + "WHERE id=?";
    Query query(*db, sql, id);
    if (query.next()) {
      course = read_course(query);
    }
  }
  Query packs(*db, "SELECT school, pack FROM course_pack WHERE course=? ORDER BY place", id);
  while (course && packs.next()) {
    course->packs.emplace_back(packs.text(0), packs.text(1));
  }
  return course;
}

void CourseStore::put(const Course& course) {
  check(course);
  hub_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM course WHERE id=?", course.id).run();
    {
      Query count(db, "SELECT COUNT(*) FROM course WHERE school=?", course.school);
      if (count.next() && count.integer(0) >= kMostCourses) {
        throw Refusal{409, {"本校的课程太多，先删去不用的", "this school has too many courses"}};
      }
    }
    Query(db,
          "INSERT INTO course(id, school, owner, owner_name, title_zh, title_en, summary_zh, "
          "summary_en, changed_ms) VALUES(?,?,?,?,?,?,?,?,?)",
          course.id, course.school, course.owner, course.owner_name, course.title.zh,
          course.title.en, course.summary.zh, course.summary.en, wall_clock_ms())
        .run();
    Query(db, "DELETE FROM course_pack WHERE course=?", course.id).run();
    std::int64_t place = 0;
    for (const auto& [school, pack] : course.packs) {
      Query(db, "INSERT INTO course_pack(course, place, school, pack) VALUES(?,?,?,?)", course.id,
            place++, school, pack)
          .run();
    }
  });
}

void CourseStore::remove(const std::string& id) {
  hub_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM course_pack WHERE course=?", id).run();
    Query(db, "DELETE FROM course WHERE id=?", id).run();
  });
}

} // namespace jixia
