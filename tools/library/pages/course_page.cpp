#include "pages/course_page.h"

#include <algorithm>
#include <charconv>

#include "http/form.h"
#include "pages/pack_facts.h"
#include "recording/identity.h"

namespace jixia {
namespace {

std::string course_address(const Course& course) {
  return "/courses/" + course.id;
}

bool may_change(const Caller* caller, const Course& course) {
  return caller && caller->school == course.school &&
         (caller->may(Permission::ManagePeople) ||
          (caller->may(Permission::ManageClasses) && caller->person == course.owner));
}

Course existing(const HttpRequest& request, CourseStore& store) {
  std::optional<Course> course = store.find(request.path_values.at(0));
  if (!course) {
    throw Refusal{404, {"没有这门课程", "there is no such course"}};
  }
  return *course;
}

/// The newest version of a pack that is not withdrawn; nullopt if there is none.
std::optional<PackRow> newest(Registry& registry, const std::string& school,
                              const std::string& id) {
  std::optional<PackRow> found;
  for (PackRow& row : registry.packs().versions(school, id)) {
    if (row.state == PackRow::State::Listed && row.withdrawn.empty() &&
        (!found || row.number > found->number)) {
      found = std::move(row);
    }
  }
  return found;
}

// The other language falls back on the one that was written.
void read_texts(Course& course, const Form& form) {
  course.title = {form.value("title_zh"), form.value("title_en")};
  course.summary = {form.value("summary_zh"), form.value("summary_en")};
  for (Text* text : {&course.title, &course.summary}) {
    text->en = text->en.empty() ? text->zh : text->en;
    text->zh = text->zh.empty() ? text->en : text->zh;
  }
}

// What only fell back on the other language is shown as not written.
void add_text_fields(Html& html, const Course& course) {
  const auto own = [](const Text& text) { return text.en == text.zh ? "" : text.en; };
  const auto field = [&](const char* name, const Text& label, const std::string& value) {
    html.add(
        "<div class=\"field\"><label for=\"{}\">{}</label><input type=\"text\" id=\"{}\" "
        "name=\"{}\" value=\"{}\" maxlength=\"120\"></div>",
        name, label, name, name, value);
  };
  field("title_zh", {"课程名", "Title in Chinese"}, course.title.zh);
  field("title_en", {"英文课程名（可不填）", "Title in English (optional)"}, own(course.title));
  field("summary_zh", {"简介（可不填）", "Summary in Chinese (optional)"}, course.summary.zh);
  field("summary_en", {"英文简介（可不填）", "Summary in English (optional)"}, own(course.summary));
}

Html begin_form(const Caller* caller, const std::string& address, Language language) {
  Html html(language);
  return html.add("<form method=\"post\" action=\"{}\">", address).add_safe(csrf_field(caller));
}

/// Where the page goes on after a change, also for the keyboard.
std::string place_address(const Course& course, std::size_t place) {
  return course.packs.empty() ? course_address(course)
                              : course_address(course) + "#place-" +
                                    std::to_string(std::min(place, course.packs.size() - 1) + 1);
}

Text school_name(Hub& hub, const std::string& id) {
  const std::optional<School> school = hub.find_school(id);
  return school ? Text{school->name_zh, school->name_en} : same_text(id);
}

/// A small form of one button.
Html button_form(const Caller* caller, const Course& course, const char* action, std::size_t place,
                 const Text& name, bool is_enabled, Language language) {
  Html html = begin_form(caller, course_address(course), language);
  html.add(
          "<input type=\"hidden\" name=\"action\" value=\"{}\"><input type=\"hidden\" "
          "name=\"place\" "
          "value=\"{}\"><button title=\"{}\" aria-label=\"{}\"",
          action, place, name, name)
      .add_if(!is_enabled, " disabled")
      .add(">{}</button></form>", std::string_view(action) == "up"     ? "↑"
                                  : std::string_view(action) == "down" ? "↓"
                                                                       : "×");
  return html;
}

void add_pack(Html& html, const Caller* caller, const CourseSources& sources, const Course& course,
              std::size_t place) {
  const auto& [school, id] = course.packs[place];
  const Language language = html.language();
  const std::optional<PackRow> row = newest(sources.registry, school, id);
  html.add("<li class=\"card step\" id=\"place-{}\"><span class=\"place\">{}</span>", place + 1,
           place + 1);
  Text title = same_text(school + "/" + id);
  if (row) {
    const PackFacts facts = read_pack_facts(*row);
    title = facts.title;
    html.add(
        "{}<div class=\"what\"><h2><a href=\"{}\">{}</a></h2><p "
        "class=\"small\">{}&ensp;{}&ensp;{}</p><p "
        "class=\"quiet\">{}</p></div>",
        pack_picture(*row, facts, language), pack_address(school, id), title,
        school_name(sources.hub, school), fill({"{0} 版", "version {0}"}, {row->name.version}),
        exercise_count(facts), facts.summary);
  } else {
    html.add("<div class=\"what\"><h2>{}</h2><p class=\"bad\">{}</p></div>", title,
             Text{"这个资源包已撤回，移出课程或换一个",
                  "This pack was withdrawn: take it out or choose another"});
  }
  if (may_change(caller, course)) {
    html.add(
        "<div class=\"moves\">{}{}{}</div>",
        button_form(caller, course, "up", place, fill({"上移：{0}", "Move up: {0}"}, {title}),
                    place > 0, language),
        button_form(caller, course, "down", place, fill({"下移：{0}", "Move down: {0}"}, {title}),
                    place + 1 < course.packs.size(), language),
        button_form(caller, course, "drop", place,
                    fill({"移出课程：{0}", "Take out: {0}"}, {title}), true, language));
  }
  html.add("</li>");
}

/// The packs that are not in the course yet; the newest first.
Html make_choice(const CourseSources& sources, const Course& course, Language language) {
  Html html(language);
  for (const PackRow& row : sources.registry.packs().search({.only_newest = true, .limit = 300})) {
    const std::pair name(row.name.school, row.name.id);
    html.add_if(std::find(course.packs.begin(), course.packs.end(), name) == course.packs.end(),
                "<option value=\"{}/{}\">{}&ensp;{}</option>", row.name.school, row.name.id,
                read_pack_facts(row).title, school_name(sources.hub, row.name.school));
  }
  return html;
}

Html make_adder(const Caller* caller, const CourseSources& sources, const Course& course,
                Language language) {
  const Html choice = make_choice(sources, course, language);
  Html html(language);
  html.add("<section class=\"card\" id=\"add\"><h2>{}</h2>", Text{"加资源包", "Add a pack"});
  if (choice.text().empty()) {
    return html.add("<p class=\"quiet\">{}</p></section>",
                    Text{"资源库的包都在课程里了。", "Every pack is in the course."});
  }
  return html.add(
      "{}<input type=\"hidden\" name=\"action\" value=\"add\"><div class=\"line\"><div "
      "class=\"field grow\"><label for=\"pack\">{}</label><select id=\"pack\" name=\"pack\">{}"
      "</select></div><button class=\"primary\">{}</button></div></form></section>",
      begin_form(caller, course_address(course), language), Text{"资源包", "Pack"}, choice,
      Text{"加入", "Add"});
}

Html make_editor(const Caller* caller, const CourseSources& sources, const Course& course,
                 Language language) {
  Html html(language);
  html.add(
      "{}<section class=\"card\"><h2>{}</h2>{}<input type=\"hidden\" name=\"action\" "
      "value=\"save\">",
      make_adder(caller, sources, course, language), Text{"课程名和简介", "Title and summary"},
      begin_form(caller, course_address(course), language));
  add_text_fields(html, course);
  return html.add(
      "<p class=\"actions\"><button>{}</button></p></form></section><section "
      "class=\"card\">{}<input type=\"hidden\" name=\"action\" value=\"delete\"><label><input "
      "type=\"checkbox\" name=\"sure\" value=\"yes\" required>{}</label><p "
      "class=\"actions\"><button class=\"danger\">{}</button></p></form></section>",
      Text{"保存", "Save"}, begin_form(caller, course_address(course), language),
      Text{"确认删除：课程不能恢复，资源包不受影响",
           "Yes: the course cannot be brought back, its packs stay where they are"},
      Text{"删除课程", "Delete the course"});
}

/// @returns where the pack stands now, or what stands there instead
std::size_t move_pack(Course& course, const std::string& action, std::size_t place) {
  auto& packs = course.packs;
  if (place >= packs.size()) {
    throw Refusal{409, {"课程已被改动，刷新后再试", "the course has changed; reload the page"}};
  }
  if (action == "drop") {
    packs.erase(packs.begin() + static_cast<std::ptrdiff_t>(place));
  } else if (action == "up" && place > 0) {
    std::swap(packs[place], packs[place - 1]);
    return place - 1;
  } else if (action == "down" && place + 1 < packs.size()) {
    std::swap(packs[place], packs[place + 1]);
    return place + 1;
  }
  return place;
}

void add_to(Course& course, const std::string& pack, Registry& registry) {
  const std::size_t slash = pack.find('/');
  const std::string school = pack.substr(0, slash);
  const std::string id = slash == std::string::npos ? "" : pack.substr(slash + 1);
  if (!newest(registry, school, id)) {
    throw Refusal{400, {"没有这个资源包", "there is no such pack"}};
  }
  course.packs.emplace_back(school, id);
}

std::size_t read_place(const Form& form) {
  const std::string text = form.value("place");
  std::size_t place = CourseStore::kMostPacks;
  std::from_chars(text.data(), text.data() + text.size(), place);
  return place;
}

} // namespace

HttpAnswer make_courses_page(const HttpRequest& request, const Caller* caller,
                             const CourseSources& sources) {
  const Language language = request.language();
  CourseStore store(sources.hub);
  Html html(language);
  html.add("<div class=\"top\"><h1>{}</h1></div>", Text{"课程", "Courses"});
  const bool is_teacher = caller && caller->may(Permission::ManageClasses);
  html.add_if(is_teacher, "<div class=\"columns\"><div>");
  const std::vector<Course> courses = store.list();
  html.add_if(courses.empty(), "<p class=\"card empty\">{}</p>",
              Text{"还没有课程。教师登录后可以把资源包排成课程。",
                   "No courses yet. Teachers who sign in can put packs in order here."});
  for (const Course& course : courses) {
    html.add(
        "<section class=\"card\"><h2><a href=\"{}\">{}</a></h2><p "
        "class=\"small\">{}&ensp;{}&ensp;{}</p><p "
        "class=\"quiet\">{}</p></section>",
        course_address(course), course.title, school_name(sources.hub, course.school),
        course.owner_name, day_text(course.changed_ms), course.summary);
  }
  if (is_teacher) {
    html.add("</div><div><section class=\"card\"><h2>{}</h2>{}", Text{"新课程", "New course"},
             begin_form(caller, "/courses", language));
    add_text_fields(html, {});
    html.add(
        "<p class=\"actions\"><button "
        "class=\"primary\">{}</button></p></form></section></div></div>",
        Text{"新建课程", "Make the course"});
  }
  return make_page({{"课程", "Courses"}, Section::Courses, !is_teacher}, request, caller, html);
}

HttpAnswer make_course(const HttpRequest& request, const Caller& caller,
                       const CourseSources& sources) {
  Course course;
  course.id = make_uuid();
  course.school = caller.school;
  course.owner = caller.person;
  course.owner_name = caller.name;
  read_texts(course, read_form(request));
  CourseStore(sources.hub).put(course);
  return make_redirect(course_address(course));
}

HttpAnswer make_course_page(const HttpRequest& request, const Caller* caller,
                            const CourseSources& sources) {
  const Language language = request.language();
  CourseStore store(sources.hub);
  const Course course = existing(request, store);
  const bool is_own = may_change(caller, course);
  Html html(language);
  html.add(
      "<p class=\"crumbs\"><a href=\"/courses\">{}</a></p><div class=\"top\"><h1>{}</h1><span "
      "class=\"small\">{}&ensp;{}&ensp;{}</span></div><p class=\"quiet\">{}</p>",
      Text{"课程", "Courses"}, course.title, school_name(sources.hub, course.school),
      course.owner_name, day_text(course.changed_ms), course.summary);
  html.add_if(is_own, "<div class=\"columns\"><div>");
  html.add_if(course.packs.empty(), "<p class=\"card empty\">{}</p>",
              Text{"课程里还没有资源包。", "No packs in this course yet."});
  html.add("<ol class=\"course\">");
  for (std::size_t place = 0; place < course.packs.size(); ++place) {
    add_pack(html, caller, sources, course, place);
  }
  html.add("</ol>");
  if (is_own) {
    html.add("</div><div>{}</div></div>", make_editor(caller, sources, course, language));
  }
  return make_page({course.title, Section::Courses, !is_own}, request, caller, html);
}

HttpAnswer change_course(const HttpRequest& request, const Caller& caller,
                         const CourseSources& sources) {
  CourseStore store(sources.hub);
  Course course = existing(request, store);
  if (!may_change(&caller, course)) {
    throw Refusal{403, {"只能改自己的课程", "only the course's owner may change it"}};
  }
  const Form form = read_form(request);
  const std::string action = form.value("action");
  if (action == "delete" && form.value("sure") == "yes") {
    store.remove(course.id);
    return make_redirect("/courses");
  }
  std::string next = course_address(course);
  if (action == "save") {
    read_texts(course, form);
  } else if (action == "add") {
    add_to(course, form.value("pack"), sources.registry);
    next += "#add"; // for the next one
  } else if (action == "up" || action == "down" || action == "drop") {
    const std::size_t place = move_pack(course, action, read_place(form));
    next = place_address(course, place);
  } else {
    throw Refusal{400, {"不知道要做什么", "unknown action"}};
  }
  store.put(course);
  return make_redirect(next);
}

} // namespace jixia
