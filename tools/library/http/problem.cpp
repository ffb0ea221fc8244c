#include "http/problem.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "database/database_error.h"

namespace jixia {
namespace {

Refusal refusal_for(const DatabaseError& error) {
  switch (error.kind()) {
    case DatabaseError::Kind::Full:
      return {507, {"没有保存：磁盘已满", "not stored: the disk is full"}};
    case DatabaseError::Kind::Busy:
      return {
          503,
          {"没有保存：资源库忙，请稍后再试", "not stored: the library is busy, try again later"},
          {{"Retry-After", "5"}}};
    default:
      return {500, {"没有保存：读写数据出错", "not stored: reading or writing the data failed"}};
  }
}

} // namespace

std::string json_quote(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

HttpAnswer make_problem_answer(const HttpRequest& request, const Refusal& refusal) {
  HttpAnswer answer;
  answer.status = refusal.status;
  answer.headers = refusal.headers;
  answer.problem = refusal.reason;
  answer.body = "{\"error\":" + json_quote(refusal.reason.in(request.language())) + "}\n";
  return answer;
}

HttpAnswer make_failure_answer(const HttpRequest& request, std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Refusal& refusal) {
    return make_problem_answer(request, refusal);
  } catch (const DatabaseError& error) {
    std::fprintf(stderr, "%s %s: %s\n", request.method.c_str(), request.path.c_str(), error.what());
    return make_problem_answer(request, refusal_for(error));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s %s: %s\n", request.method.c_str(), request.path.c_str(), error.what());
  } catch (...) {
    std::fprintf(stderr, "%s %s: unknown exception\n", request.method.c_str(),
                 request.path.c_str());
  }
  return make_problem_answer(
      request, {500, {"内部错误，没有保存任何内容", "internal error; nothing was stored"}});
}

} // namespace jixia
