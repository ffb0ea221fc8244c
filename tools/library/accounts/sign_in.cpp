#include "accounts/sign_in.h"

#include <algorithm>

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kMostAccounts = 100'000;
constexpr std::size_t kMostAddresses = 20'000;
constexpr std::size_t kUnknownAccounts = 512; // share that many counts
constexpr std::int64_t kMostDevices = 5;      // remembered for a person

bool is_known_device(Hub& hub, const std::string& person, const std::string& device) {
  if (device.empty()) {
    return false;
  }
  const ReadConnections::Loan db = hub.readers().borrow();
  Query query(*db, "SELECT 1 FROM known_device WHERE person=? AND hash=?", person,
              sha256_hex(device));
  return query.next();
}

void remember_device(Connection& db, const std::string& person, const std::string& device,
                     std::int64_t now) {
  Query(db,
        "INSERT INTO known_device(person, hash, seen_ms) VALUES(?,?,?) "
        "ON CONFLICT(person, hash) DO UPDATE SET seen_ms=excluded.seen_ms",
        person, sha256_hex(device), now)
      .run();
  Query(db,
        "DELETE FROM known_device WHERE person=? AND hash NOT IN (SELECT hash FROM known_device "
        "WHERE person=? ORDER BY seen_ms DESC, hash LIMIT ?)",
        person, person, kMostDevices)
      .run();
}

} // namespace

SignIn::SignIn(People& people, Sessions& sessions, Sessions::Clock clock)
    : people_(people),
      sessions_(sessions),
      clock_(std::move(clock)),
      tries_({10, 1.0 / 60}, kMostAccounts),
      tries_a_day_({100, 100.0 / 86'400}, kMostAccounts),
      failures_of_address_({300, 0.5}, kMostAddresses),
      rows_of_throttled_({1, 1.0 / 60}, kMostAddresses) {}

// Names that do not exist share a few counts: making up names must not fill the table.
std::string SignIn::count_name(const std::optional<Person>& person, const Request& request) {
  return person
             ? person->id
             : "?" + std::to_string(std::hash<std::string>()(request.school + ":" + request.login) %
                                    kUnknownAccounts);
}

std::int64_t SignIn::take_tries(const std::string& counted, const Request& request, bool is_known) {
  const std::int64_t now = clock_();
  const std::int64_t of_address =
      is_known ? 0 : failures_of_address_.wait_for(network_of(request.address), now);
  if (of_address > 0) {
    return of_address;
  }
  const std::int64_t soon = tries_.take(counted, now);
  const std::int64_t today = soon > 0 ? 0 : tries_a_day_.take(counted, now);
  if (today > 0) {
    tries_.give_back(counted);
  }
  return std::max(soon, today);
}

SignIn::Result SignIn::sign_in(const Request& request) {
  const std::optional<Person> person = people_.find_login(request.school, request.login);
  const bool is_known = person && is_known_device(people_.hub_, person->id, request.device);
  const std::string counted =
      count_name(person, request) + (is_known ? " " + sha256_hex(request.device) : "");
  if (const std::int64_t wait = take_tries(counted, request, is_known); wait > 0) {
    refuse(person, request, AuditAction::SignInThrottled);
    return {.person = {}, .wait_s = wait, .session = {}, .device = {}};
  }
  const std::string hash =
      person && !person->is_disabled ? people_.password_hash(person->id) : std::string();
  const std::string password =
      request.password.size() <= kMostPasswordBytes ? request.password : std::string();
  const PasswordHashing::Result result = people_.hashing().check(hash, password);
  if (result == PasswordHashing::Result::Wrong) {
    failures_of_address_.take(network_of(request.address), clock_());
    refuse(person, request, AuditAction::SignInRefused);
    return {};
  }
  tries_.give_back(counted);
  tries_a_day_.give_back(counted);
  return admit(*person, request, result == PasswordHashing::Result::RightButOld);
}

SignIn::Result SignIn::check_own(const Person& person, const std::string& password,
                                 const std::string& address) {
  const Request request{person.school, person.login, "", address, "", ""};
  Result result;
  const std::string counted = person.id + " own";
  result.wait_s = take_tries(counted, request, true);
  if (result.wait_s == 0 && password.size() <= kMostPasswordBytes &&
      people_.is_password(person.id, password)) {
    tries_.give_back(counted);
    tries_a_day_.give_back(counted);
    result.person = person;
  } else {
    refuse(person, request,
           result.wait_s > 0 ? AuditAction::SignInThrottled : AuditAction::SignInRefused);
  }
  return result;
}

SignIn::Result SignIn::admit(const Person& person, const Request& request, bool has_old_hash) {
  Result result;
  result.person = person;
  result.device = request.device.empty() ? make_session_secret() : request.device;
  const std::string new_hash =
      has_old_hash ? people_.hashing().make_hash(request.password) : std::string();
  const std::int64_t now = clock_();
  people_.hub_.writer().run([&](Connection& db) {
    Query(db, "UPDATE person SET seen_ms=? WHERE id=?", now, person.id).run();
    if (has_old_hash) {
      Query(db, "UPDATE person SET password=? WHERE id=?", new_hash, person.id).run();
    }
    remember_device(db, person.id, result.device, now);
    AuditLog::append(
        db, {AuditAction::SignedIn, person.school, {person.id, request.address}, person.id});
  });
  result.session = sessions_.open(person.id, request.address, request.browser);
  return result;
}

// The typed name is not kept: some type their password there.
void SignIn::refuse(const std::optional<Person>& person, const Request& request, AuditAction why) {
  if (why == AuditAction::SignInThrottled &&
      rows_of_throttled_.take(network_of(request.address), clock_()) > 0) {
    return; // the log is not filled by whoever is refused for asking too often
  }
  AuditLog(people_.hub_)
      .record({why,
               person ? person->school : "",
               {"", request.address},
               person ? person->id : "",
               person ? "" : "unknown account"});
}

void SignIn::forget_failures(const std::string& person) {
  tries_.forget(person);
  tries_a_day_.forget(person);
}

} // namespace jixia
