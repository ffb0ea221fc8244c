#include "pages/page_routes.h"

#include "pages/catalogue_page.h"
#include "pages/pack_page.h"
#include "pages/receipt_page.h"

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

} // namespace

void add_page_routes(RouteTable& routes, const PageSources& sources) {
  const Access open{.is_open = true};
  Registry& registry = sources.registry;
  Hub& hub = sources.hub;
  ReceiptLog& receipts = sources.receipts;
  add_static_routes(routes);
  routes.add({"GET", "/", open, 0, [&registry](const HttpRequest& in, const Caller* who) {
                return make_catalogue_page(in, who, registry.packs());
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

} // namespace jixia
