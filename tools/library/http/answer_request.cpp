#include "http/answer_request.h"

#include "http/form.h"
#include "http/problem.h"

namespace jixia {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

// What only people use asks for no key: a browser would put up a window of its own for one.
[[noreturn]] void refuse_stranger(const Access& access) {
  if (access.any_of.empty()) {
    throw Refusal{401, {"先登录", "sign in first"}};
  }
  throw Refusal{401,
                {"缺少密钥或密钥不对", "no key, or a wrong one"},
                {{"WWW-Authenticate", "Basic realm=\"jixia-library\""}}};
}

void check_access(const Access& access, const Caller* caller) {
  if (!may_use(access, caller)) {
    if (!caller) {
      refuse_stranger(access);
    }
    throw caller->is_person() ? Refusal{403, {"这个账号无权这样做", "this account may not do this"}}
                              : Refusal{403, {"这个密钥无权这样做", "this key may not do this"}};
  }
  if (caller && caller->must_change_password && !access.is_open && !access.with_start_password) {
    throw Refusal{403,
                  {"先把初始密码改成自己的密码", "change the start password to your own first"}};
  }
}

// The route for a request whose caller may use it; throws Refusal.
const Route& find_route(const RouteTable& routes, HttpRequest& request,
                        const std::optional<Caller>& caller) {
  RouteTable::Match match = routes.find(request.method, request.path);
  if (!match.route && match.allowed_methods.empty()) {
    throw Refusal{404, {"没有这个地址", "there is nothing at this address"}};
  }
  if (!match.route) {
    throw Refusal{405,
                  {"这个地址不支持这种请求", "this address does not take this method"},
                  {{"Allow", join(match.allowed_methods)}}};
  }
  check_access(match.route->access, caller ? &*caller : nullptr);
  request.path_values = std::move(match.values);
  return *match.route;
}

} // namespace

HttpAnswer answer_request(const RouteTable& routes, const Authenticate& authenticate,
                          HttpRequest& request, const ReadBody& read_body) {
  HttpAnswer answer;
  try {
    if (const RouteTable::Folding* folding = routes.find_folding(request)) {
      read_body(request, folding->largest_body);
      folding->unfold(request);
      return answer_request(routes, authenticate, request, [](HttpRequest&, std::size_t) {});
    }
    const std::optional<Caller> caller = authenticate(request);
    const Caller* known = caller ? &*caller : nullptr;
    request.language_of_account = known ? known->language : std::nullopt;
    const Route& route = find_route(routes, request, caller);
    read_body(request, route.largest_body);
    check_same_site(request, route.access, known);
    const bool is_unfit = known && known->must_change_password && !route.access.with_start_password;
    answer = route.handle(request, is_unfit ? nullptr : known);
  } catch (...) {
    answer = make_failure_answer(request, std::current_exception());
  }
  routes.finish(request, answer);
  return answer;
}

} // namespace jixia
