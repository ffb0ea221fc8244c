#include "accounts/sessions.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kSecretLetters = 64;
constexpr std::int64_t kTouchMs = 60'000; // looking often must not mean writing often
constexpr std::int64_t kMostSkewMs = 5 * 60'000;

bool is_secret(const std::string& text) {
  return text.size() == kSecretLetters &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Known to whoever has the session's secret, and to nobody else; the secret is not to be had from
// it.
std::string calc_csrf_token(const std::string& secret) {
  return sha256_hex("csrf " + secret);
}

std::optional<Language> find_language(std::string_view text) {
  return text.empty() ? std::nullopt
                      : std::optional(text == "en" ? Language::English : Language::Chinese);
}

Caller make_caller(const Person& person, const std::string& secret, const std::string& hash) {
  Caller caller;
  caller.school = person.school;
  caller.person = person.id;
  caller.role = person.role;
  caller.name = person.name;
  caller.learner = person.learner;
  caller.language = find_language(person.language);
  caller.csrf_token = calc_csrf_token(secret);
  caller.session = hash;
  caller.must_change_password = person.must_change_password;
  return caller;
}

} // namespace

std::string make_session_secret() {
  std::array<unsigned char, kSecretLetters / 2> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, kSecretLetters + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

std::string set_cookie_text(const HttpRequest& request, const std::string& name,
                            const std::string& value, std::int64_t seconds) {
  return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" +
         (request.is_tls ? "; Secure" : "") +
         (seconds >= 0 ? "; Max-Age=" + std::to_string(seconds) : "");
}

Sessions::Sessions(Hub& hub) : Sessions(hub, Limits{}, wall_clock_ms) {}

Sessions::Sessions(Hub& hub, Limits limits, Clock clock)
    : hub_(hub), limits_(limits), clock_(std::move(clock)) {}

std::string Sessions::open(const std::string& person, const std::string& address,
                           const std::string& browser) {
  std::string secret = make_session_secret();
  const std::int64_t now = clock_();
  hub_.writer().run([&](Connection& db) {
    Query(db,
          "INSERT INTO session(hash, person, made_ms, seen_ms, address, browser) "
          "VALUES(?,?,?,?,?,?)",
          sha256_hex(secret), person, now, now, address, browser.substr(0, 200))
        .run();
    Query(db,
          "DELETE FROM session WHERE person=? AND hash NOT IN (SELECT hash FROM session WHERE "
          "person=? ORDER BY made_ms DESC, hash LIMIT ?)",
          person, person, limits_.most_per_person)
        .run();
  });
  return secret;
}

std::optional<Caller> Sessions::find(const std::string& secret) {
  static const std::string sql =
      "SELECT " + person_columns() +
      ", session.made_ms, session.seen_ms, school.name_zh, school.name_en FROM session JOIN person "
      "ON "
      "person.id=session.person LEFT JOIN school ON school.id=person.school WHERE session.hash=?";
  if (!is_secret(secret)) {
    return std::nullopt;
  }
  const std::string hash = sha256_hex(secret);
  const std::int64_t now = clock_();
  std::int64_t seen_ms = 0;
  std::optional<Caller> caller;
  {
    const ReadConnections::Loan db = hub_.readers().borrow();
    Query query(*db, sql, hash);
    if (!query.next()) {
      return std::nullopt;
    }
    const Person person = read_person(query);
    const std::int64_t made_ms = query.integer(11);
    seen_ms = query.integer(12);
    // Made in the future: the clock was wrong then or is now; either way its end is unknown.
    const bool is_alive = now - seen_ms < limits_.idle_ms && now - made_ms < limits_.absolute_ms &&
                          made_ms - now < kMostSkewMs;
    if (!is_alive || person.is_disabled) {
      return std::nullopt;
    }
    caller = make_caller(person, secret, hash);
    caller->school_name = {query.text(13), query.text(14)};
  }
  if (now - seen_ms >= kTouchMs) {
    touch(hash, now);
  }
  return caller;
}

void Sessions::touch(const std::string& hash, std::int64_t now_ms) {
  try {
    hub_.writer().run([&](Connection& db) {
      Query(db, "UPDATE session SET seen_ms=? WHERE hash=?", now_ms, hash).run();
    });
  } catch (const DatabaseError&) { // a full disk must not sign people out
  }
}

void Sessions::close(const std::string& hash, const Caller& owner, const std::string& address) {
  hub_.writer().run([&](Connection& db) {
    if (Query(db, "DELETE FROM session WHERE hash=? AND person=?", hash, owner.person)
            .run()
            .changed_rows() > 0) {
      AuditLog::append(db, {AuditAction::SignedOut, owner.school, {owner.person, address}});
    }
  });
}

void Sessions::close_all(const Caller& owner, const std::string& address) {
  hub_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM session WHERE person=?", owner.person).run();
    Query(db, "DELETE FROM known_device WHERE person=?", owner.person).run();
    AuditLog::append(db, {AuditAction::SignedOutEverywhere, owner.school, {owner.person, address}});
  });
}

std::vector<SessionInfo> Sessions::list(const std::string& person) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db,
              "SELECT hash, made_ms, seen_ms, address, browser FROM session WHERE person=? "
              "ORDER BY made_ms DESC",
              person);
  const std::int64_t now = clock_();
  std::vector<SessionInfo> found;
  while (query.next()) {
    const SessionInfo info{query.text(0), query.integer(1), query.integer(2), query.text(3),
                           query.text(4)};
    if (now - info.seen_ms < limits_.idle_ms && now - info.made_ms < limits_.absolute_ms) {
      found.push_back(info);
    }
  }
  return found;
}

void Sessions::drop_expired() {
  constexpr std::int64_t kDeviceMs = 180LL * 24 * 3600'000;
  const std::int64_t now = clock_();
  hub_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM session WHERE seen_ms<?", now - limits_.idle_ms).run();
    Query(db, "DELETE FROM session WHERE made_ms<?", now - limits_.absolute_ms).run();
    Query(db, "DELETE FROM known_device WHERE seen_ms<?", now - kDeviceMs).run();
  });
}

} // namespace jixia
