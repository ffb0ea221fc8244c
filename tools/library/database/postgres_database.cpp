#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <optional>
#include <regex>

#include "database/database.h"
#include "database/migration.h"
#include "database/postgres_session.h"
#include "database/row_block.h"
#include "trust/digest.h"

namespace jixia {
namespace {

constexpr Oid kBytea = 17;           // pg_type.oid, fixed for ever
constexpr int kOrderBits = 12;       // of an order number, below its time
constexpr std::size_t kCopyFrom = 4; // rows; fewer go as an INSERT, which asks less often

// `?` as PostgreSQL counts places; not in quotes.
std::string with_numbered_places(const std::string& sql) {
  std::string text;
  bool is_quoted = false;
  int places = 0;
  for (const char c : sql) {
    is_quoted = is_quoted != (c == '\'');
    if (c == '?' && !is_quoted) {
      text += '$' + std::to_string(++places);
    } else {
      text += c;
    }
  }
  return text;
}

constexpr std::string_view kNoNul = "\xEF\xBF\xBD"; // U+FFFD

std::string without_nul(std::string_view value) {
  std::string text(value);
  for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at)) {
    text.replace(at, 1, kNoNul);
  }
  return text;
}

/// Writes values as COPY's text format wants them.
class CopyText {
 public:
  void add(const SqlValue& value) {
    std::visit([this](const auto& one) { add_one(one); }, value);
  }
  void end_value(bool is_last) { text_ += is_last ? '\n' : '\t'; }
  const std::string& text() const { return text_; }

 private:
  void add_one(std::nullptr_t) { text_ += "\\N"; }
  void add_one(std::int64_t value) { text_ += std::to_string(value); }
  void add_one(double value) {
    char digits[40];
    text_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void add_one(Bytes bytes) { text_ += "\\\\x" + hex_from_bytes(bytes.value); }
  void add_one(std::string_view value) {
    std::size_t from = 0; // what is not written yet
    for (std::size_t at = 0; at < value.size(); ++at) {
      const char c = value[at];
      if (c == '\\' || (static_cast<unsigned char>(c) < ' ' && is_special(c))) {
        text_.append(value, from, at - from);
        add_special(c);
        from = at + 1;
      }
    }
    text_.append(value, from);
  }
  static bool is_special(char c) { return c == '\t' || c == '\n' || c == '\r' || c == '\0'; }
  void add_special(char c) {
    if (c == '\0') {
      text_ += kNoNul;
      return;
    }
    text_ += '\\';
    text_ += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
  }
  std::string text_;
};

class PostgresStatement : public PreparedStatement {
 public:
  PostgresStatement(PostgresSession& session, const std::string& sql, std::int64_t& changed_rows)
      : session_(session), sql_(with_numbered_places(sql)), changed_rows_(changed_rows) {}

  void bind_integer(int place, std::int64_t value) override { set(place, std::to_string(value)); }
  void bind_number(int place, double value) override {
    char digits[40];
    set(place, {digits, std::to_chars(digits, digits + sizeof digits, value).ptr});
  }
  void bind_text(int place, std::string_view value) override { set(place, without_nul(value)); }
  void bind_bytes(int place, std::string_view value) override {
    set(place, std::string(value), true);
  }
  void bind_null(int place) override { at(place) = {}; }

  bool step() override {
    if (!result_) {
      execute();
    }
    bytes_.clear();
    return ++row_ < PQntuples(result_->get());
  }
  std::int64_t integer(int column) const override {
    const std::string_view digits = raw(column);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  double number(int column) const override {
    const std::string_view digits = raw(column);
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  std::string_view text(int column) const override {
    if (PQftype(result_->get(), column) != kBytea || is_null(column)) {
      return raw(column);
    }
    std::size_t size = 0;
    unsigned char* bytes =
        PQunescapeBytea(reinterpret_cast<const unsigned char*>(raw(column).data()), &size);
    bytes_.push_back(std::make_unique<std::string>(reinterpret_cast<const char*>(bytes), size));
    PQfreemem(bytes);
    return *bytes_.back();
  }
  bool is_null(int column) const override { return PQgetisnull(result_->get(), row_, column) != 0; }
  void reset() override {
    result_.reset();
    bytes_.clear();
    parameters_.clear();
    row_ = -1;
  }

 private:
  PostgresParameter& at(int place) {
    const auto index = static_cast<std::size_t>(place);
    parameters_.resize(std::max(parameters_.size(), index + 1));
    return parameters_[index];
  }
  void set(int place, std::string value, bool is_binary = false) {
    at(place) = {std::move(value), false, is_binary};
  }
  void execute() {
    if (name_.empty() || generation_ != session_.generation() || !session_.is_usable()) {
      name_ = session_.prepare(sql_);
      generation_ = session_.generation();
    }
    result_.emplace(session_.run(name_, parameters_));
    const std::string_view rows = PQcmdTuples(result_->get());
    std::from_chars(rows.data(), rows.data() + rows.size(), changed_rows_);
  }
  std::string_view raw(int column) const {
    return {PQgetvalue(result_->get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_->get(), row_, column))};
  }

  PostgresSession& session_;
  std::string sql_, name_;
  int generation_ = 0, row_ = -1;
  std::vector<PostgresParameter> parameters_;
  std::optional<PostgresResult> result_;
  mutable std::vector<std::unique_ptr<std::string>> bytes_; ///< of this row
  std::int64_t& changed_rows_;
};

std::string schema_name(const std::string& tenant) {
  return tenant.empty() ? "hub" : "school_" + tenant;
}

// Every table of a school is one part, cut by `school`, of a table in the schema `library`; its
// indexes are its own.
std::string adopt_text(const std::string& schema, const std::string& tenant) {
  const std::array<SchemaWord, 2> words{{{"{schema}", schema}, {"{tenant}", tenant}}};
  return replace_marks(R"sql(
SELECT pg_advisory_xact_lock(hashtext('library'));
CREATE SCHEMA IF NOT EXISTS library;
DO $$
DECLARE made text; added text;
BEGIN
  FOR made IN
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = '{schema}' AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'schema_version'
  LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN school TEXT COLLATE "C" NOT NULL DEFAULT %L', made, '{tenant}');
    EXECUTE format('CREATE TABLE IF NOT EXISTS library.%I (LIKE %I) PARTITION BY LIST (school)', made, made);
    FOR added IN
      SELECT format('ADD COLUMN %I %s %s %s', attname, format_type(atttypid, atttypmod),
                    CASE WHEN attnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(adbin, adrelid)) FROM pg_attribute
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = to_regclass(quote_ident(made)) AND attnum > 0 AND NOT attisdropped AND attname NOT IN (
        SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('library.' || quote_ident(made)))
    LOOP -- by a newer program; the other schools get it with its default
      EXECUTE format('ALTER TABLE library.%I ', made) || added;
    END LOOP;
    EXECUTE format('ALTER TABLE library.%I ATTACH PARTITION %I FOR VALUES IN (%L)', made, made, '{tenant}');
  END LOOP;
END $$)sql",
                       words);
}

// Generic plans: tables cut by school and time are many, and planning would cost more than running.
std::string set_up_text(const std::string& tenant) {
  return "SET client_min_messages TO warning; SET synchronous_commit TO on; SET jit TO off;"
         "SET plan_cache_mode TO force_generic_plan; SET lock_timeout TO '20s';"
         "SET idle_in_transaction_session_timeout TO '120s'; SET bytea_output TO hex;"
         "SET search_path TO \"" +
         schema_name(tenant) + "\"";
}

class PostgresConnection : public Connection {
 public:
  PostgresConnection(const std::string& url, const std::string& tenant)
      : tenant_(tenant), session_(url, set_up_text(tenant)) {}

  void execute(const std::string& sql) override {
    if (session_.execute(sql) == "ROLLBACK" && sql == "COMMIT") {
      throw DatabaseError(DatabaseError::Kind::Other, "the transaction had failed before");
    }
  }
  std::unique_ptr<PreparedStatement> prepare(const std::string& sql) override {
    return std::make_unique<PostgresStatement>(session_, sql, changed_rows_);
  }
  bool is_in_transaction() const override { return session_.is_in_transaction(); }
  // One writer of a tenant at a time, also between processes: order numbers are theirs to give.
  void begin() override {
    session_.begin_anew();
    try {
      execute("BEGIN; SELECT pg_advisory_xact_lock(hashtext('" + schema_name(tenant_) + "'))");
    } catch (const DatabaseError&) { // waited too long
      if (session_.is_in_transaction()) {
        execute("ROLLBACK");
      }
      throw;
    }
  }
  void insert(const RowBlock& block) override {
    if (block.if_there() == RowBlock::IfThere::Fail && block.rows() >= kCopyFrom) {
      copy(block);
    } else {
      Connection::insert(block);
    }
  }
  std::int64_t changed_rows() const override { return changed_rows_; }
  Engine engine() const override { return Engine::Postgres; }
  std::string tenant() const override { return tenant_; }
  std::int64_t order_number(std::int64_t newest, std::int64_t now_ms) const override {
    return std::max(newest + 1, now_ms << kOrderBits);
  }
  std::string schema_text(std::string_view step) override {
    constexpr std::array<SchemaWord, 6> kWords{{{"{rowid}", "BIGINT"},
                                                {"{bytes}", "BYTEA"},
                                                {"{uuid}", "UUID"},
                                                {"{clustered}", ""},
                                                {"{by_year}", "PARTITION BY RANGE (seq)"},
                                                {"{unique_id}", ""}}};
    const std::string sql = replace_marks(step, kWords);
    return tenant_.empty() ? sql : with_columns_above(sql);
  }
  void adopt_new_tables() override {
    if (!tenant_.empty()) {
      execute(adopt_text(schema_name(tenant_), tenant_));
    }
  }

 private:
  // A column of tables that schools have in common is added to all of them at once.
  std::string with_columns_above(const std::string& step) {
    static const std::regex kAddColumn(R"(ALTER TABLE (\w+) ADD COLUMN )");
    std::string text;
    auto end = step.cbegin();
    for (std::sregex_iterator at(step.begin(), step.end(), kAddColumn), none; at != none; ++at) {
      const std::string table = (*at)[1];
      Query part(*this, "SELECT 1 FROM pg_class WHERE relispartition AND oid=to_regclass(?)",
                 table);
      text.append(end, (*at)[0].first);
      text +=
          part.next() ? "ALTER TABLE library." + table + " ADD COLUMN IF NOT EXISTS " : at->str();
      end = (*at)[0].second;
    }
    return text.append(end, step.cend());
  }

  void copy(const RowBlock& block) {
    CopyText rows;
    const std::size_t columns = block.columns().size();
    for (std::size_t k = 0; k < block.values().size(); ++k) {
      rows.add(block.values()[k]);
      rows.end_value(k % columns == columns - 1);
    }
    std::string names;
    for (const std::string& column : block.columns()) {
      names += (names.empty() ? "" : ", ") + column;
    }
    session_.copy("COPY " + block.table() + "(" + names + ") FROM STDIN", rows.text());
  }

  std::string tenant_;
  std::int64_t changed_rows_ = 0;
  PostgresSession session_;
};

class PostgresDatabase : public Database {
 public:
  PostgresDatabase(std::string url, std::string tenant)
      : url_(std::move(url)), tenant_(std::move(tenant)) {}

  std::unique_ptr<Connection> connect() override {
    auto connection = std::make_unique<PostgresConnection>(url_, tenant_);
    std::call_once(is_made_, [&] {
      Transaction all(*connection);
      connection->execute("CREATE SCHEMA IF NOT EXISTS \"" + schema_name(tenant_) + "\"");
      all.commit();
    });
    return connection;
  }

 private:
  std::string url_, tenant_;
  std::once_flag is_made_;
};

} // namespace

std::unique_ptr<Database> make_postgres_database(const std::string& url,
                                                 const std::string& tenant) {
  return std::make_unique<PostgresDatabase>(url, tenant);
}

} // namespace jixia
