#include "accounts/audit_log.h"

#include <array>

#include "recording/identity.h"

namespace jixia {
namespace {

struct NamedAction {
  AuditAction action;
  std::string_view id;
  Text name;
};

const std::vector<NamedAction>& named_actions() {
  using enum AuditAction;
  static const std::vector<NamedAction> all{
      {SignedIn, "signed-in", {"登录", "signed in"}},
      {SignInRefused, "sign-in-refused", {"登录失败", "wrong password"}},
      {SignInThrottled, "sign-in-throttled", {"登录过频被拒", "too many sign-ins"}},
      {SignedOut, "signed-out", {"退出登录", "signed out"}},
      {SignedOutEverywhere, "signed-out-everywhere", {"全部退出", "signed out everywhere"}},
      {PasswordChanged, "password-changed", {"修改密码", "password changed"}},
      {PasswordReset, "password-reset", {"重置密码", "password reset"}},
      {KeyRefused, "key-refused", {"密钥不对", "wrong key"}},
      {PersonAdded, "person-added", {"添加人员", "person added"}},
      {PersonDisabled, "person-disabled", {"停用人员", "person disabled"}},
      {PersonEnabled, "person-enabled", {"启用人员", "person enabled"}},
      {RoleChanged, "role-changed", {"修改角色", "role changed"}},
      {PersonExported, "person-exported", {"导出个人数据", "personal data exported"}},
      {PersonErased, "person-erased", {"删除个人数据", "personal data erased"}},
      {ClassAdded, "class-added", {"添加班级", "class added"}},
      {ClassChanged, "class-changed", {"调整班级", "class changed"}},
      {ClassImported, "class-imported", {"导入名单", "class list imported"}},
      {SchoolAdded, "school-added", {"添加学校", "school added"}},
      {KeyAdded, "key-added", {"新建密钥", "key added"}},
      {KeyRevoked, "key-revoked", {"作废密钥", "key revoked"}},
      {RetentionChanged, "retention-changed", {"修改保存期限", "retention changed"}},
      {RetentionApplied, "retention-applied", {"按期限清理", "retention applied"}},
  };
  return all;
}

// Lengths before the fields: no two different rows have the same text.
std::string calc_hash(const std::string& before, const AuditRow& row) {
  std::string text = before;
  for (const std::string& field : {std::to_string(row.seq), std::to_string(row.at_ms), row.school,
                                   row.actor, row.action, row.target, row.detail, row.address}) {
    text += ' ' + std::to_string(field.size()) + ':' + field;
  }
  return sha256_hex(text);
}

struct Head {
  std::int64_t rows = 0;
  std::string hash;
};

Head read_head(Connection& db) {
  Query query(db, "SELECT rows, hash FROM audit_head WHERE id=1");
  return query.next() ? Head{query.integer(0), query.text(1)} : Head{};
}

constexpr std::string_view kColumns =
    "seq, at_ms, school, actor, action, target, detail, address, hash";

AuditRow read_row(const Query& query) {
  return {query.integer(0), query.integer(1), query.text(2), query.text(3), query.text(4),
          query.text(5),    query.text(6),    query.text(7), query.text(8)};
}

AuditCheck broken(AuditCheck check, const Text& what, std::int64_t seq) {
  check.is_whole = false;
  check.finding = fill(what, std::vector{std::to_string(seq)});
  return check;
}

} // namespace

std::string_view audit_action_id(AuditAction action) {
  for (const NamedAction& known : named_actions()) {
    if (known.action == action) {
      return known.id;
    }
  }
  return "";
}

Text audit_action_name(std::string_view id) {
  for (const NamedAction& known : named_actions()) {
    if (known.id == id) {
      return known.name;
    }
  }
  return same_text(id);
}

void AuditLog::append(Connection& db, const AuditEvent& event) {
  const Head head = read_head(db);
  AuditRow row{head.rows + 1,
               wall_clock_ms(),
               event.school,
               event.actor.id,
               std::string(audit_action_id(event.action)),
               event.target,
               event.detail,
               event.actor.address,
               {}};
  row.hash = calc_hash(head.hash, row);
  Query(db,
        "INSERT INTO audit_row(seq, at_ms, school, actor, action, target, detail, address, hash) "
        "VALUES(?,?,?,?,?,?,?,?,?)",
        row.seq, row.at_ms, row.school, row.actor, row.action, row.target, row.detail, row.address,
        row.hash)
      .run();
  Query(db,
        "INSERT INTO audit_head(id, rows, hash) VALUES(1,?,?) "
        "ON CONFLICT(id) DO UPDATE SET rows=excluded.rows, hash=excluded.hash",
        row.seq, row.hash)
      .run();
}

void AuditLog::record(const AuditEvent& event) {
  hub_.writer().run([&](Connection& db) { append(db, event); });
}

std::vector<AuditRow> AuditLog::rows(const std::optional<std::string>& school, std::int64_t before,
                                     int most) {
  static const std::string select = "SELECT " + std::string(kColumns) + " FROM audit_row WHERE ";
  static const std::string of_all = select + "seq<? ORDER BY seq DESC LIMIT ?";
  static const std::string of_school = select + "school=? AND seq<? ORDER BY seq DESC LIMIT ?";
  const std::int64_t end = before > 0 ? before : INT64_MAX;
  const ReadConnections::Loan db = hub_.readers().borrow();
  std::vector<AuditRow> found;
  const auto read = [&](Query query) {
    while (query.next()) {
      found.push_back(read_row(query));
    }
  };
  school ? read(Query(*db, of_school, *school, end, most)) : read(Query(*db, of_all, end, most));
  return found;
}

AuditCheck AuditLog::verify(std::int64_t noted_rows, const std::string& noted_head) {
  static const std::string all = "SELECT " + std::string(kColumns) + " FROM audit_row ORDER BY seq";
  const ReadConnections::Loan db = hub_.readers().borrow();
  // The head first: rows that come meanwhile are behind it.
  const Head head = read_head(*db);
  AuditCheck check;
  bool has_noted = noted_rows == 0;
  Query query(*db, all);
  while (check.rows < head.rows && query.next()) {
    const AuditRow row = read_row(query);
    if (row.seq != check.rows + 1) {
      return broken(check, {"缺少第 {0} 条记录", "row {0} is missing"}, check.rows + 1);
    }
    if (row.hash != calc_hash(check.head, row)) {
      return broken(check, {"第 {0} 条记录被改动", "row {0} was changed"}, row.seq);
    }
    check.rows = row.seq;
    check.head = row.hash;
    has_noted = has_noted || (row.seq == noted_rows && row.hash == noted_head);
  }
  if (check.rows != head.rows || check.head != head.hash) {
    return broken(check, {"第 {0} 条之后的记录被删去", "what came after row {0} was taken away"},
                  check.rows);
  }
  if (!has_noted) {
    return broken(check, {"与抄下的第 {0} 条不符", "row {0} is not the one that was noted"},
                  noted_rows);
  }
  check.is_whole = true;
  check.finding = fill({"审计日志完整，共 {0} 条", "the audit log is whole, {0} rows"},
                       std::vector{std::to_string(check.rows)});
  return check;
}

} // namespace jixia
