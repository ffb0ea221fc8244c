#include "records/statement_request.h"

#include <map>
#include <set>

#include "profile/profile_check.h"
#include "records/check_place.h"
#include "records/digest.h"
#include "records/multipart.h"
#include "records/new_statement.h"
#include "records/signed_statement.h"
#include "records/statement_check.h"

namespace jixia {
namespace {

bool is_json_type(const std::string& type) {
  return type.starts_with("application/json") &&
         (type.size() == 16 || type[16] == ';' || type[16] == ' ');
}

std::vector<Json> read_list(std::string_view text, bool& is_list) {
  std::optional<Json> parsed = parse_json(text);
  if (!parsed) {
    throw Refusal{400,
                  {"请求内容不是合格的 JSON（UTF-8，名称不重复，嵌套不过深）",
                   "the body is not sound JSON (UTF-8, no name twice, not nested too deeply)"}};
  }
  is_list = parsed->is_array();
  std::vector<Json> statements;
  if (is_list) {
    statements.assign(std::make_move_iterator(parsed->begin()),
                      std::make_move_iterator(parsed->end()));
  } else {
    statements.push_back(std::move(*parsed));
  }
  if (statements.size() > kMostStatements) {
    throw Refusal{413, fill({"一次至多 {0} 条语句", "at most {0} statements at a time"},
                            std::vector{std::to_string(kMostStatements)})};
  }
  return statements;
}

void check_statements(const std::vector<Json>& statements, bool is_list, XapiVersion version) {
  std::set<std::string> ids;
  const CheckPlace root("");
  for (std::size_t k = 0; k < statements.size(); ++k) {
    const CheckPlace at = is_list ? CheckPlace(root, k) : root;
    check_statement(statements[k], version, at);
    check_profiles(statements[k], at.text());
    const Json* id = find_value(statements[k], "id");
    if (id && !ids.insert(lower_case(id->get<std::string>())).second) {
      refuse(CheckPlace(at, "id"), {"{0} 在一次请求里重复", "{0} stands twice in one request"});
    }
  }
}

[[noreturn]] void refuse_multipart(const Text& why) {
  throw Refusal{400, why};
}

Attachment read_attachment(const MultipartPart& part) {
  const auto hash = part.headers.find("X-Experience-API-Hash");
  const auto encoding = part.headers.find("Content-Transfer-Encoding");
  if (hash == part.headers.end()) {
    refuse_multipart({"附件部分缺少 X-Experience-API-Hash",
                      "a part with an attachment lacks X-Experience-API-Hash"});
  }
  if (encoding == part.headers.end() || encoding->second != "binary") {
    refuse_multipart({"附件部分的 Content-Transfer-Encoding 应为 binary",
                      "Content-Transfer-Encoding of an attachment must be binary"});
  }
  const std::string sha2 = lower_case(hash->second);
  if (calc_sha2(part.content, sha2.size()) != sha2) {
    refuse_multipart({"附件与其 X-Experience-API-Hash 不符",
                      "an attachment does not match its X-Experience-API-Hash"});
  }
  const auto type = part.headers.find("Content-Type");
  return {sha2, type == part.headers.end() ? "application/octet-stream" : type->second,
          std::string(part.content)};
}

/// The attachments that came, each used at least once.
class Arrived {
 public:
  explicit Arrived(const std::vector<Attachment>& attachments) {
    for (const Attachment& attachment : attachments) {
      by_hash_.emplace(attachment.sha2, &attachment);
    }
  }

  void check(const Json& statement, const CheckPlace& at) {
    const Json* list = find_value(statement, "attachments");
    for (std::size_t k = 0; list && k < list->size(); ++k) {
      check_one(statement, (*list)[k], CheckPlace(CheckPlace(at, "attachments"), k));
    }
    const Json* object = find_value(statement, "object");
    if (object && object->value("objectType", "") == "SubStatement") {
      check(*object, CheckPlace(at, "object"));
    }
  }

  bool are_all_used() const { return used_.size() == by_hash_.size(); }

 private:
  void check_one(const Json& statement, const Json& attachment, const CheckPlace& at) {
    const std::string sha2 = lower_case(attachment["sha2"].get<std::string>());
    const auto arrived = by_hash_.find(sha2);
    if (arrived != by_hash_.end()) {
      used_.insert(sha2);
    } else if (!attachment.contains("fileUrl")) {
      refuse(at, {"{0} 既没有 fileUrl，内容也没有随请求送来",
                  "{0} has no fileUrl, and its content did not come with the request"});
    }
    if (attachment["usageType"] == kSignatureUsage) {
      if (attachment["contentType"] != "application/octet-stream") {
        refuse(CheckPlace(at, "contentType"),
               {"签名的 {0} 应为 application/octet-stream",
                "{0} of a signature must be application/octet-stream"});
      }
      if (arrived != by_hash_.end()) {
        check_signature(arrived->second->content, statement, at);
      }
    }
  }

  std::map<std::string, const Attachment*> by_hash_;
  std::set<std::string> used_;
};

void check_attachments(const StatementRequest& request) {
  Arrived arrived(request.attachments);
  const CheckPlace root("");
  for (std::size_t k = 0; k < request.statements.size(); ++k) {
    arrived.check(request.statements[k], request.is_list ? CheckPlace(root, k) : root);
  }
  if (!arrived.are_all_used()) {
    refuse_multipart({"有附件不属于任何语句", "an attachment belongs to no statement"});
  }
}

} // namespace

StatementRequest read_statement_request(const HttpRequest& request, XapiVersion version) {
  StatementRequest read;
  const std::string type = request.header("Content-Type");
  if (is_json_type(type)) {
    read.statements = read_list(request.body, read.is_list);
  } else if (const std::optional<std::string> boundary = find_boundary(type)) {
    const auto parts = read_multipart(request.body, *boundary);
    if (!parts || parts->empty()) {
      refuse_multipart(
          {"请求内容不是合格的 multipart/mixed", "the body is not sound multipart/mixed"});
    }
    const auto first = parts->front().headers.find("Content-Type");
    if (first == parts->front().headers.end() || !is_json_type(first->second)) {
      refuse_multipart(
          {"第一部分应为 application/json", "the first part must be application/json"});
    }
    read.statements = read_list(parts->front().content, read.is_list);
    for (std::size_t k = 1; k < parts->size(); ++k) {
      read.attachments.push_back(read_attachment((*parts)[k]));
    }
  } else {
    throw Refusal{400,
                  {"Content-Type 应为 application/json 或 multipart/mixed",
                   "Content-Type must be application/json or multipart/mixed"}};
  }
  check_statements(read.statements, read.is_list, version);
  check_attachments(read);
  return read;
}

} // namespace jixia
