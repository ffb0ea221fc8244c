#include "library_server.h"

#include <thread>

#include "http/basic_credentials.h"
#include "pages/page_routes.h"
#include "people/people_routes.h"
#include "people/personal_data.h"
#include "people/sign_in_routes.h"
#include "recording/identity.h"
#include "records/attempt_routes.h"
#include "records/emit_statements.h"
#include "records/personal_records.h"
#include "records/receipt_routes.h"
#include "records/result_store.h"
#include "records/statement_store.h"
#include "records/usage_store.h"
#include "records/xapi_routes.h"
#include "registry/pack_picture.h"
#include "registry/registry_routes.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

RouteTable make_routes(SchoolDatabases& schools, ReceiptLog& receipts, Registry& registry, Hub& hub,
                       Accounts& accounts) {
  RouteTable routes;
  add_sign_in_routes(routes, accounts);
  add_people_routes(routes, accounts, schools);
  add_audit_routes(routes, accounts);
  add_problem_pages(routes, accounts);
  add_page_routes(routes, {hub, schools, receipts, registry});
  add_xapi_routes(routes, schools);
  add_attempt_routes(routes, schools);
  add_receipt_routes(routes, receipts);
  add_registry_routes(routes, registry, hub);
  return routes;
}

Admission admit_in_own_child(const fs::path& folder) {
  return admit_in_child(folder);
}

LibraryPlaces places_of(const LibraryServer::Options& options) {
  return {options.folder, options.url, options.shard_map};
}

MachineKey load_key(const fs::path& folder) {
  Diagnostics problems;
  std::optional<MachineKey> key = MachineKey::load_or_make(folder, problems);
  if (!key) {
    throw std::runtime_error(problems.text(Language::English));
  }
  return *key;
}

/// Finds out who asks: a key by its Authorization header, else a person by the session's cookie.
class Doorman {
 public:
  Doorman(Accounts& accounts, const LibraryServer::Options& options)
      : accounts_(accounts),
        keys_(options.rate_of_key, 20'000),
        limits_loopback_(options.http.limits_loopback) {}

  std::optional<Caller> find(const HttpRequest& request) {
    const std::string authorization = request.header("Authorization");
    if (authorization.empty()) {
      return accounts_.find_person(request);
    }
    const std::optional<Credentials> given = read_basic_credentials(authorization);
    std::optional<Caller> caller =
        given ? accounts_.hub.find_caller(given->name, given->secret) : std::nullopt;
    if (!caller) {
      note_wrong_key(request, given ? given->name : "");
    } else if (limits_loopback_ || !is_loopback(request.remote_address)) {
      count(caller->key);
    }
    return caller;
  }

 private:
  void count(const std::string& key) {
    if (const std::int64_t wait = keys_.take(key, wall_clock_ms()); wait > 0) {
      throw Refusal{
          429,
          {"这个密钥请求过于频繁，稍后再试", "too many requests with this key, try again later"},
          {{"Retry-After", std::to_string(wait)}}};
    }
  }

  // Not every one: the log is not filled by whoever knocks often enough.
  void note_wrong_key(const HttpRequest& request, const std::string& name) {
    if (noted_.take(network_of(request.remote_address), wall_clock_ms()) > 0) {
      return;
    }
    try {
      accounts_.audit.record(
          {AuditAction::KeyRefused, "", {"", request.remote_address}, name.substr(0, 100)});
    } catch (const DatabaseError& error) { // it is refused all the same
      std::fprintf(stderr, "audit log: %s\n", error.what());
    }
  }

  Accounts& accounts_;
  TokenBuckets keys_;
  bool limits_loopback_;
  TokenBuckets noted_{{1, 1.0 / 60}, 20'000};
};

HttpServer::Options http_options(const LibraryServer::Options& options) {
  HttpServer::Options http = options.http;
  http.port = options.port;
  http.host_names.push_back(http.address.find(':') == std::string::npos ? http.address
                                                                        : "[" + http.address + "]");
  return http;
}

HttpServer::Authenticate make_authenticate(Accounts& accounts,
                                           const LibraryServer::Options& options) {
  return [doorman = std::make_shared<Doorman>(accounts, options)](const HttpRequest& request) {
    return doorman->find(request);
  };
}

} // namespace

LibraryServer::LibraryServer(Options options, Verify verify, Registry::Admit admit)
    : options_(std::move(options)),
      verify_(std::move(verify)),
      hub_(open_hub_database(places_of(options_))),
      accounts_(hub_, options_.password_cost),
      shards_(options_.shard_map, options_.url),
      schools_(
          [this](const std::string& school) {
            return open_school_database(places_of(options_), shards_.url_of(school), school);
          },
          [this](const std::string& school) { return shards_.url_of(school); }),
      key_(load_key(options_.folder)),
      receipts_(hub_.readers(), hub_.writer(), key_),
      registry_(options_.folder, hub_, admit ? std::move(admit) : admit_in_own_child,
                draw_pack_in_child,
                options_.blobs.empty() ? std::nullopt
                                       : std::optional(S3Bucket::from_environment(options_.blobs))),
      routes_(make_routes(schools_, receipts_, registry_, hub_, accounts_)),
      authenticate_(make_authenticate(accounts_, options_)),
      server_(routes_, authenticate_, http_options(options_)) {
  for (const School& school : hub_.schools()) {
    AttemptStore(schools_.of(school.id)).requeue_running();
  }
}

LibraryServer::~LibraryServer() = default;

void LibraryServer::serve() {
  std::thread verifier([this] {
    while (!is_stopping_) {
      if (!verify_waiting()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
    while (options_.finishes_waiting && verify_waiting()) {
    }
  });
  std::thread admitter([this] {
    while (!is_stopping_) {
      if (!admit_waiting()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
  });
  std::thread sweeper([this] { clear_what_is_due(); });
  server_.serve();
  is_stopping_ = true;
  sweeper.join();
  admitter.join();
  verifier.join();
}

void LibraryServer::stop() {
  is_stopping_ = true;
  server_.stop();
}

// Soon after the start, then once a day.
void LibraryServer::clear_what_is_due() {
  using Clock = std::chrono::steady_clock;
  for (Clock::time_point next = Clock::now() + std::chrono::seconds(30); !is_stopping_;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (Clock::now() < next) {
      continue;
    }
    next = Clock::now() + std::chrono::hours(24);
    try {
      accounts_.sessions.drop_expired();
      for (const School& school : hub_.schools()) {
        PersonalData(accounts_, schools_)
            .apply_retention(school.id, wall_clock_ms(), {"library", ""});
      }
    } catch (const std::exception& error) { // e.g. the disk is full: again tomorrow
      std::fprintf(stderr, "retention: %s\n", error.what());
    } catch (const Refusal& refusal) {
      std::fprintf(stderr, "retention: %s\n", refusal.reason.en.c_str());
    }
  }
}

// One pack: admitted, or its picture drawn. @returns false if none waits
bool LibraryServer::admit_waiting() {
  try {
    return registry_.admit_waiting() || registry_.draw_waiting();
  } catch (const DatabaseError& error) { // e.g. the disk is full: it waits on
    std::fprintf(stderr, "registry: %s\n", error.what());
    return false;
  }
}

// One attempt of each school that has one waiting. @returns false if nothing waits
bool LibraryServer::verify_waiting() {
  bool has_worked = false;
  try {
    for (const School& school : hub_.schools()) {
      has_worked = verify_waiting(school.id) || has_worked;
    }
  } catch (const DatabaseError& error) { // e.g. the database server is away
    std::fprintf(stderr, "hub: %s\n", error.what());
  }
  return has_worked;
}

bool LibraryServer::verify_waiting(const std::string& school) {
  try {
    AttemptStore store(schools_.of(school));
    const std::optional<std::string> id = store.take_waiting();
    const std::optional<AttemptRow> row = id ? store.find(*id) : std::nullopt;
    if (row) {
      verify(school, *row);
    }
    return row.has_value();
  } catch (
      const DatabaseError& error) { // e.g. the disk is full: it is found again at the next start
    std::fprintf(stderr, "%s: %s\n", school.c_str(), error.what());
    return false;
  }
}

// The result for the school's pages, and its sums for the alliance's.
void LibraryServer::keep_result(const std::string& school, const std::string& attempt,
                                const AttemptJudgement& found) {
  ResultStore results(schools_.of(school));
  UsageStore usage(hub_);
  results.put(attempt, found);
  if (const auto edition = results.find_edition(found.pack_digest, found.exercise)) {
    usage.put_exercise(school, *edition, results.use_of(found.pack_digest, found.exercise));
  }
  const std::string month = month_text(found.started_ms);
  usage.put_month(school, results.month_use(month, found.pack, found.exercise), found.pack_title,
                  found.exercise_title);
  usage.put_month(school, results.month_use(month, "", ""), {}, {});
}

// In this order, each step harmless if done twice: only the last one ends the attempt's waiting.
void LibraryServer::verify(const std::string& school, const AttemptRow& row) {
  AttemptStore store(schools_.of(school));
  AttemptJudgement judgement = verify_(store.find_bundle(row.id));
  const LearnerNaming naming = hub_.find_naming(school);
  PersonalRecords personal(schools_.of(school));
  if (personal.was_erased(calc_learner_key(judgement.learner, row.id, naming), row.received_ms)) {
    judgement = {};
    judgement.verdict = {"学员的数据已按要求删除", "the learner's data was erased on request"};
    personal.drop_bundle(row.id);
  }
  if (judgement.state == "verified") {
    try {
      const std::vector<NewStatement> statements = make_verified_statements(row, judgement, naming);
      const Caller library{school, "library", Scope::All};
      StatementStore(schools_.of(school)).put(statements, {}, library);
      receipts_.append(school, row.id,
                       make_receipt_leaf(key_.public_key(), school, row, judgement, statements));
      if (judgement.started_ms <= 0 || judgement.started_ms > row.received_ms) {
        judgement.started_ms = row.received_ms; // the learner's computer has a wrong clock
      }
      keep_result(school, row.id, judgement);
    } catch (const Refusal&
                 refusal) { // statements that break the rules: the child was not to be trusted
      judgement.state = "refused";
      judgement.verdict = refusal.reason;
    }
  }
  store.set_result(judged(row, judgement));
}

} // namespace jixia
