#include "records/receipt_routes.h"

#include <charconv>

namespace jixia {
namespace {

HttpAnswer json_answer(const Json& body) {
  HttpAnswer answer;
  answer.body = body.dump(2) + "\n";
  return answer;
}

std::int64_t read_size(const HttpRequest& request, const char* name) {
  const std::string text = request.parameter(name).value_or("");
  std::int64_t size = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Refusal{400,
                  fill({"参数 {0} 应为日志的长度", "the parameter {0} must be a size of the log"},
                       std::vector<std::string>{name})};
  }
  return size;
}

} // namespace

void add_receipt_routes(RouteTable& routes, ReceiptLog& log) {
  const Access read{.any_of =
                        Scope::All | Scope::AllRead | Scope::AttemptsWrite | Scope::AttemptsRead};
  routes.add({"GET", "/api/attempts/{}/receipt", read, 0,
              [&log](const HttpRequest& request, const Caller* caller) {
                const std::optional<Json> receipt =
                    log.make_receipt(caller->school, request.path_values.at(0));
                if (!receipt) {
                  throw Refusal{
                      404,
                      {"这次练习还没有凭据：核验通过后才有",
                       "this attempt has no receipt yet: it gets one when it is verified"}};
                }
                return json_answer(*receipt);
              }});
  routes.add({"GET", "/api/log", {.is_open = true}, 0, [&log](const HttpRequest&, const Caller*) {
                return json_answer(log.make_head());
              }});
  routes.add({"GET",
              "/api/log/consistency",
              {.is_open = true},
              0,
              [&log](const HttpRequest& request, const Caller*) {
                const auto proof =
                    log.make_consistency(read_size(request, "from"), read_size(request, "to"));
                if (!proof) {
                  throw Refusal{404, {"日志没有过这样的长度", "the log never had these sizes"}};
                }
                return json_answer(*proof);
              }});
}

} // namespace jixia
