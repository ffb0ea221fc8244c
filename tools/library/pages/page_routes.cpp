#include "pages/page_routes.h"

#include "pages/arrivals_page.h"
#include "pages/catalogue_page.h"
#include "pages/course_page.h"
#include "pages/learner_page.h"
#include "pages/pack_page.h"
#include "pages/receipt_page.h"
#include "pages/report_page.h"

namespace jixia {
namespace {

HttpAnswer send_picture(Registry& registry, const HttpRequest& request) {
  const std::string& sha256 = request.path_values.at(0);
  if (sha256.size() != 64 || !registry.packs().is_picture(sha256) ||
      !registry.blobs().has(sha256)) {
    throw Refusal{404, {"没有这幅图", "there is no such picture"}};
  }
  HttpAnswer answer;
  answer.file = registry.blobs().file(sha256);
  answer.content_type = "image/png";
  return answer.with("Cache-Control", "public, max-age=31536000, immutable");
}

HttpAnswer send_receipt(const HttpRequest& request, const Caller& caller,
                        const PageSources& sources) {
  const Result result = find_visible_attempt(request.path_values.at(0), caller,
                                             {sources.hub, sources.schools});
  const std::optional<Json> receipt = sources.receipts.make_receipt(caller.school, result.attempt);
  if (!receipt) {
    throw Refusal{404, {"这次练习还没有凭据", "this attempt has no receipt yet"}};
  }
  HttpAnswer answer;
  answer.body = receipt->dump(2) + "\n";
  return answer
      .with("Content-Disposition",
            "attachment; filename=\"receipt-" + result.attempt.substr(0, 8) + ".json\"")
      .with("Cache-Control", "no-store");
}

void add_open_pages(RouteTable& routes, const PageSources& sources) {
  const Access open{.is_open = true};
  Registry& registry = sources.registry;
  Hub& hub = sources.hub;
  ReceiptLog& receipts = sources.receipts;
  routes.add({"GET", "/", open, 0, [&registry, &hub](const HttpRequest& in, const Caller* who) {
                return make_catalogue_page(in, who, registry.packs(), hub);
              }});
  for (const char* pattern : {"/packs/{}/{}", "/packs/{}/{}/{}"}) {
    routes.add({"GET", pattern, open, 0,
                [&registry, &hub](const HttpRequest& in, const Caller* who) {
                  return make_pack_page(in, who, registry, hub);
                }});
  }
  routes.add({"GET", "/packs/{}/{}/{}/use.json", open, 0,
              [&registry, &hub](const HttpRequest& in, const Caller*) {
                return make_pack_use(in, registry, hub);
              }});
  routes.add({"GET", "/pictures/{}", open, 0, [&registry](const HttpRequest& in, const Caller*) {
                return send_picture(registry, in);
              }});
  routes.add({"GET", "/receipt", open, 0, [](const HttpRequest& in, const Caller* who) {
                return make_receipt_page(in, who);
              }});
  routes.add({"POST", "/receipt", open, kMostReceiptBytes,
              [&receipts](const HttpRequest& in, const Caller* who) {
                return make_receipt_answer(in, who, receipts);
              }});
}

void add_course_pages(RouteTable& routes, const PageSources& all) {
  const Access open{.is_open = true};
  const Access teachers{.roles = roles_with(Permission::ManageClasses)};
  constexpr std::size_t kMostForm = 16 * 1024;
  const CourseSources sources{all.hub, all.registry};
  routes.add({"GET", "/courses", open, 0, [sources](const HttpRequest& in, const Caller* who) {
                return make_courses_page(in, who, sources);
              }});
  routes.add({"POST", "/courses", teachers, kMostForm,
              [sources](const HttpRequest& in, const Caller* who) {
                return make_course(in, *who, sources);
              }});
  routes.add({"GET", "/courses/{}", open, 0, [sources](const HttpRequest& in, const Caller* who) {
                return make_course_page(in, who, sources);
              }});
  routes.add({"POST", "/courses/{}", teachers, kMostForm,
              [sources](const HttpRequest& in, const Caller* who) {
                return change_course(in, *who, sources);
              }});
}

void add_result_pages(RouteTable& routes, const PageSources& all) {
  const Access staff{.roles = roles_with(Permission::SeeClassResults)};
  const Access people{.roles = roles_with(Permission::SeeClassResults) |
                               roles_with(Permission::SeeOwnResults)};
  const ResultSources sources{all.hub, all.schools};
  const auto add = [&routes, sources](const std::string& path, const Access& access, auto make) {
    routes.add({"GET", path, access, 0, [sources, make](const HttpRequest& in, const Caller* who) {
                  return make(in, *who, sources);
                }});
  };
  add("/results", people, make_results_page);
  add("/results/arrivals", {.roles = roles_with(Permission::ManagePeople)}, make_arrivals_page);
  add("/results/class", staff, make_class_page);
  add("/results/class.json", staff, make_class_data);
  for (const std::string ending : {"csv", "xlsx"}) {
    add("/results/class." + ending, staff,
        [ending](const HttpRequest& in, const Caller& who, const ResultSources& from) {
          return make_class_file(in, who, from, ending);
        });
  }
  add("/results/attempts/{}", people, make_attempt_page);
  routes.add({"GET", "/results/attempts/{}/receipt", people, 0,
              [all](const HttpRequest& in, const Caller* who) {
                return send_receipt(in, *who, all);
              }});
}

void add_report_pages(RouteTable& routes, Hub& hub) {
  const Access readers{.roles = roles_with(Permission::SeeSchoolReport) |
                                roles_with(Permission::SeeAllianceReport)};
  routes.add({"GET", "/reports", readers, 0, [&hub](const HttpRequest& in, const Caller* who) {
                return make_report_page(in, *who, hub);
              }});
  routes.add({"GET", "/reports/month.json", readers, 0,
              [&hub](const HttpRequest& in, const Caller* who) {
                return make_report_data(in, *who, hub);
              }});
  for (const std::string ending : {"csv", "xlsx"}) {
    routes.add({"GET", "/reports/month." + ending, readers, 0,
                [&hub, ending](const HttpRequest& in, const Caller* who) {
                  return make_report_file(in, *who, hub, ending);
                }});
  }
}

} // namespace

void add_page_routes(RouteTable& routes, const PageSources& sources) {
  add_static_routes(routes);
  add_open_pages(routes, sources);
  add_course_pages(routes, sources);
  add_result_pages(routes, sources);
  add_report_pages(routes, sources.hub);
}

} // namespace jixia
