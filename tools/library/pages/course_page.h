#pragma once

#include "pages/page_frame.h"
#include "registry/course_store.h"
#include "registry/registry.h"

namespace jixia {

/// What the pages of courses look into.
struct CourseSources {
  Hub& hub;
  Registry& registry;
};

/// `GET /courses`: all courses; a teacher finds the form for a new one.
HttpAnswer make_courses_page(const HttpRequest& request, const Caller* caller,
                             const CourseSources& sources);
/// `POST /courses`: a new course of the caller's.
HttpAnswer make_course(const HttpRequest& request, const Caller& caller,
                       const CourseSources& sources);

/// `GET /courses/<UUID>`: its packs in order; its owner can change it. @throws Refusal 404
HttpAnswer make_course_page(const HttpRequest& request, const Caller* caller,
                            const CourseSources& sources);
/// `POST /courses/<UUID>`: `action` save (titles, summaries), add (`pack` SCHOOL/ID), up, down, drop
/// (`place`), delete. @throws Refusal 403 if the course is somebody else's
HttpAnswer change_course(const HttpRequest& request, const Caller& caller,
                         const CourseSources& sources);

} // namespace jixia
