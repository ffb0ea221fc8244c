#include "records/attempt_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "recording/attempt_bundle.h"
#include "recording/identity.h"
#include "records/attempt_store.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

HttpAnswer json_answer(int status, const Json& body) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return answer;
}

std::string attempt_id(const HttpRequest& request) {
  const std::string& id = request.path_values.at(0);
  if (!is_uuid(id)) {
    throw Refusal{400,
                  {"地址中应有练习的 UUID：/api/attempts/<UUID>",
                   "the address wants the attempt's UUID: /api/attempts/<UUID>"}};
  }
  return id;
}

AttemptRow existing_row(AttemptStore& store, const std::string& id) {
  std::optional<AttemptRow> row = store.find(id);
  if (!row) {
    throw Refusal{404, {"没有这个编号的练习", "no attempt has this id"}};
  }
  return *row;
}

[[noreturn]] void refuse_conflict() {
  throw Refusal{409, {"另一次练习已用此编号", "another attempt has this id"}};
}

std::int64_t read_offset(const HttpRequest& request) {
  const std::string text = request.header("Upload-Offset");
  std::int64_t offset = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
  if (error != std::errc() || end != text.data() + text.size() || offset < 0) {
    throw Refusal{400, {"缺少 Upload-Offset 或不是数字", "Upload-Offset is missing or no number"}};
  }
  return offset;
}

HttpAnswer put_attempt(AttemptStore store, const HttpRequest& request, const Caller& caller) {
  AttemptRow row;
  row.id = attempt_id(request);
  if (request.body.empty()) {
    throw Refusal{400, {"请求内容应为练习包", "the body should be an attempt bundle"}};
  }
  row.received_ms = wall_clock_ms();
  row.writer = caller.key;
  row.size = static_cast<std::int64_t>(request.body.size());
  row.digest = sha256_hex(request.body);
  switch (store.put(row, request.body)) {
    case PutResult::Stored:
      return json_answer(201, {{"id", row.id}, {"state", "waiting"}, {"makes_statements", true}});
    case PutResult::Same:
      return json_answer(200, {{"id", row.id}, {"makes_statements", true}});
    case PutResult::Conflict:
      break;
  }
  refuse_conflict();
}

HttpAnswer begin_upload(AttemptStore store, const HttpRequest& request, const Caller& caller) {
  AttemptRow row;
  row.id = attempt_id(request);
  const Json wanted = Json::parse(request.body, nullptr, false);
  const bool is_good = wanted.is_object() && wanted.contains("size") &&
                       wanted["size"].is_number_unsigned() && wanted.contains("sha256") &&
                       wanted["sha256"].is_string();
  row.size = is_good ? wanted["size"].get<std::int64_t>() : 0;
  row.digest = is_good ? wanted["sha256"].get<std::string>() : "";
  if (row.size < 1 || row.digest.size() != 64 ||
      row.digest.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Refusal{400,
                  {"应为 {\"size\": 字节数, \"sha256\": 64 位十六进制}",
                   "wanted: {\"size\": bytes, \"sha256\": 64 hexadecimal digits}"}};
  }
  if (row.size > static_cast<std::int64_t>(kMostBundleBytes)) {
    throw Refusal{413, fill({"练习包超过 {0} 字节", "the bundle is larger than {0} bytes"},
                            std::vector{std::to_string(kMostBundleBytes)})};
  }
  row.received_ms = wall_clock_ms();
  row.writer = caller.key;
  const PutResult result = store.begin_upload(row);
  if (result == PutResult::Conflict) {
    refuse_conflict();
  }
  const AttemptRow now = existing_row(store, row.id);
  return json_answer(result == PutResult::Stored ? 201 : 200,
                     {{"id", row.id}, {"state", now.state}, {"makes_statements", true}})
      .with("Upload-Offset",
            std::to_string(now.state == "uploading" ? store.uploaded_bytes(row.id) : now.size));
}

HttpAnswer show_upload(AttemptStore store, const HttpRequest& request) {
  const AttemptRow row = existing_row(store, attempt_id(request));
  return json_answer(200, {{"id", row.id}, {"state", row.state}})
      .with("Upload-Offset",
            std::to_string(row.state == "uploading" ? store.uploaded_bytes(row.id) : row.size))
      .with("Upload-Length", std::to_string(row.size))
      .with("Cache-Control", "no-store");
}

HttpAnswer append_piece(AttemptStore store, const HttpRequest& request) {
  const std::string id = attempt_id(request);
  existing_row(store, id);
  const std::int64_t offset = read_offset(request);
  const auto size = static_cast<std::int64_t>(request.body.size());
  switch (store.append(id, offset, request.body)) {
    case AttemptStore::Append::Taken: {
      HttpAnswer answer;
      answer.status = 204;
      return answer.with("Upload-Offset", std::to_string(offset + size));
    }
    case AttemptStore::Append::Complete:
      return json_answer(201, {{"id", id}, {"state", "waiting"}})
          .with("Upload-Offset", std::to_string(offset + size));
    case AttemptStore::Append::TooLong:
      throw Refusal{413, {"比预告的长", "longer than was announced"}};
    case AttemptStore::Append::WrongDigest:
      throw Refusal{422,
                    {"内容与预告的摘要不符，请从头再传",
                     "the content has not the announced digest, send it again from the start"}};
    case AttemptStore::Append::WrongOffset:
    case AttemptStore::Append::NotUploading:
      break;
  }
  throw Refusal{
      409,
      {"位置不对，请先查询 Upload-Offset", "not at this offset, ask for Upload-Offset first"},
      {{"Upload-Offset", std::to_string(store.uploaded_bytes(id))}}};
}

HttpAnswer show_attempt(AttemptStore store, const HttpRequest& request) {
  const AttemptRow row = existing_row(store, attempt_id(request));
  return json_answer(200, {{"id", row.id},
                           {"state", row.state},
                           {"score", row.score},
                           {"max", row.max},
                           {"verdict", row.verdict.in(request.language())},
                           {"digest", row.digest},
                           {"pack", row.pack},
                           {"exercise", row.exercise}});
}

} // namespace

void add_attempt_routes(RouteTable& routes, SchoolDatabases& schools) {
  const Access write{.any_of = Scope::All | Scope::AttemptsWrite};
  const Access read{.any_of =
                        Scope::All | Scope::AllRead | Scope::AttemptsWrite | Scope::AttemptsRead};
  const auto store = [&schools](const Caller* caller) {
    return AttemptStore(schools.of(caller->school));
  };
  routes.add({"PUT", "/api/attempts/{}", write, kMostBundleBytes,
              [store](const HttpRequest& in, const Caller* who) {
                return put_attempt(store(who), in, *who);
              }});
  routes.add(
      {"GET", "/api/attempts/{}", read, 0,
       [store](const HttpRequest& in, const Caller* who) { return show_attempt(store(who), in); }});
  routes.add({"POST", "/api/attempts/{}/upload", write, 4096,
              [store](const HttpRequest& in, const Caller* who) {
                return begin_upload(store(who), in, *who);
              }});
  routes.add(
      {"GET", "/api/attempts/{}/upload", write, 0,
       [store](const HttpRequest& in, const Caller* who) { return show_upload(store(who), in); }});
  routes.add(
      {"PATCH", "/api/attempts/{}/upload", write, kMostPieceBytes,
       [store](const HttpRequest& in, const Caller* who) { return append_piece(store(who), in); }});
}

} // namespace jixia
