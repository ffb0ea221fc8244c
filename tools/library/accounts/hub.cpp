#include "accounts/hub.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "accounts/audit_log.h"
#include "accounts/hub_schema.h"
#include "database/migration.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kLongestName = 100;

std::string hex(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t k = 0; k < size; ++k) {
    text += kDigits[bytes[k] >> 4];
    text += kDigits[bytes[k] & 15];
  }
  return text;
}

// Secrets are 192 random bits, so one round of SHA-256 is enough: there is nothing to guess.
std::string calc_hash(const std::string& salt, const std::string& secret) {
  return sha256_hex(salt + ":" + secret);
}

bool is_school_id(const std::string& id) {
  return !id.empty() && id.size() <= 40 && id.front() != '-' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

bool is_key_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName &&
         std::none_of(name.begin(), name.end(),
                      [](unsigned char c) { return c < 0x21 || c == ':' || c == 0x7f; });
}

// Schools and keys are made at the server's own machine.
Actor by_command() {
  return {kCommandLine, ""};
}

std::unique_ptr<Connection> open_migrated(Database& database) {
  std::unique_ptr<Connection> connection = database.connect();
  migrate(*connection, hub_schema());
  return connection;
}

} // namespace

std::string make_secret() {
  std::array<unsigned char, 24> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("the system has no randomness to give");
  }
  return hex(bytes.data(), bytes.size());
}

Hub::Hub(std::unique_ptr<Database> database)
    : database_(std::move(database)), readers_(*database_), writer_(open_migrated(*database_)) {
  if (!find_school(kLocalSchool)) {
    add_school({kLocalSchool, "本校", "This school"});
  }
}

bool Hub::add_school(const School& school) {
  if (!is_school_id(school.id)) {
    return false;
  }
  bool is_new = false;
  writer_.run([&](Connection& db) {
    is_new = Query(db,
                   "INSERT INTO school(id, name_zh, name_en, home_page, made_ms) VALUES(?,?,?,?,?) "
                   "ON CONFLICT DO NOTHING",
                   school.id, school.name_zh, school.name_en, school.home_page, wall_clock_ms())
                 .run()
                 .changed_rows() > 0;
    if (is_new) {
      AuditLog::append(db, {AuditAction::SchoolAdded, school.id, by_command(), school.id});
    }
  });
  return is_new;
}

std::optional<School> Hub::find_school(const std::string& id) {
  const ReadConnections::Loan db = readers_.borrow();
  Query query(*db, "SELECT id, name_zh, name_en, home_page FROM school WHERE id=?", id);
  return query.next()
             ? std::optional(School{query.text(0), query.text(1), query.text(2), query.text(3)})
             : std::nullopt;
}

LearnerNaming Hub::find_naming(const std::string& school) {
  LearnerNaming naming;
  writer_.run([&](Connection& db) {
    Query(db, "UPDATE school SET pseudonym_secret=? WHERE id=? AND pseudonym_secret=''",
          make_secret(), school)
        .run();
    Query query(db, "SELECT home_page, pseudonym_secret FROM school WHERE id=?", school);
    if (query.next()) {
      naming = {query.text(0), query.text(1)};
    }
  });
  if (naming.home_page.empty()) {
    naming.home_page = "https://" + school + ".school.invalid"; // resolves nowhere (RFC 2606)
  }
  return naming;
}

std::vector<School> Hub::schools() {
  const ReadConnections::Loan db = readers_.borrow();
  Query query(*db, "SELECT id, name_zh, name_en, home_page FROM school ORDER BY id");
  std::vector<School> found;
  while (query.next()) {
    found.push_back({query.text(0), query.text(1), query.text(2), query.text(3)});
  }
  return found;
}

bool Hub::add_key(const std::string& name, const std::string& school, Scopes scopes,
                  const std::string& secret) {
  if (!is_key_name(name) || !find_school(school)) {
    return false;
  }
  const std::string salt = make_secret();
  bool is_new = false;
  writer_.run([&](Connection& db) {
    is_new = Query(db,
                   "INSERT INTO access_key(name, school, scopes, salt, hash, made_ms, revoked_ms) "
                   "VALUES(?,?,?,?,?,?,0) ON CONFLICT DO NOTHING",
                   name, school, static_cast<std::int64_t>(scopes.bits()), salt,
                   calc_hash(salt, secret), wall_clock_ms())
                 .run()
                 .changed_rows() > 0;
    if (is_new) {
      AuditLog::append(db,
                       {AuditAction::KeyAdded, school, by_command(), name, scope_names(scopes)});
    }
  });
  return is_new;
}

bool Hub::revoke_key(const std::string& name) {
  bool is_done = false;
  writer_.run([&](Connection& db) {
    std::string school;
    if (Query query(db, "SELECT school FROM access_key WHERE name=?", name); query.next()) {
      school = query.text(0);
    }
    is_done = Query(db, "UPDATE access_key SET revoked_ms=? WHERE name=? AND revoked_ms=0",
                    wall_clock_ms(), name)
                  .run()
                  .changed_rows() > 0;
    if (is_done) {
      AuditLog::append(db, {AuditAction::KeyRevoked, school, by_command(), name});
    }
  });
  return is_done;
}

std::vector<KeyInfo> Hub::keys() {
  const ReadConnections::Loan db = readers_.borrow();
  Query query(
      *db,
      "SELECT name, school, scopes, made_ms, revoked_ms FROM access_key ORDER BY school, name");
  std::vector<KeyInfo> found;
  while (query.next()) {
    found.push_back({query.text(0), query.text(1),
                     Scopes(static_cast<std::uint32_t>(query.integer(2))),
                     rfc3339_text(query.integer(3)), query.integer(4) != 0});
  }
  return found;
}

std::optional<Caller> Hub::find_caller(const std::string& name, const std::string& secret) {
  const ReadConnections::Loan db = readers_.borrow();
  Query query(
      *db, "SELECT school, scopes, salt, hash FROM access_key WHERE name=? AND revoked_ms=0", name);
  const bool is_known = query.next();
  const std::string wanted = is_known ? query.text(3) : std::string(64, 'x');
  const std::string hash = calc_hash(is_known ? query.text(2) : "", secret);
  if (!is_known || wanted.size() != hash.size() ||
      CRYPTO_memcmp(wanted.data(), hash.data(), hash.size()) != 0) {
    return std::nullopt;
  }
  return Caller{query.text(0), name, Scopes(static_cast<std::uint32_t>(query.integer(1)))};
}

} // namespace jixia
