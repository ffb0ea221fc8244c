#include "library_server.h"

#include <thread>

#include "http/basic_credentials.h"
#include "pages/page_routes.h"
#include "records/attempt_routes.h"
#include "records/emit_statements.h"
#include "records/receipt_routes.h"
#include "records/statement_store.h"
#include "records/xapi_routes.h"
#include "registry/registry_routes.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

RouteTable make_routes(SchoolDatabases& schools, ReceiptLog& receipts, Registry& registry,
                       Hub& hub) {
  RouteTable routes;
  add_page_routes(routes, schools);
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

HttpServer::Authenticate authenticate_by_key(Hub& hub) {
  return [&hub](const HttpRequest& request) -> std::optional<Caller> {
    const std::optional<Credentials> given =
        read_basic_credentials(request.header("Authorization"));
    return given ? hub.find_caller(given->name, given->secret) : std::nullopt;
  };
}

} // namespace

LibraryServer::LibraryServer(Options options, Verify verify, Registry::Admit admit)
    : options_(std::move(options)),
      verify_(std::move(verify)),
      hub_(open_hub_database(places_of(options_))),
      shards_(options_.shard_map, options_.url),
      schools_(
          [this](const std::string& school) {
            return open_school_database(places_of(options_), shards_.url_of(school), school);
          },
          [this](const std::string& school) { return shards_.url_of(school); }),
      key_(load_key(options_.folder)),
      receipts_(hub_.readers(), hub_.writer(), key_),
      registry_(options_.folder, hub_, admit ? std::move(admit) : admit_in_own_child,
                options_.blobs.empty() ? std::nullopt
                                       : std::optional(S3Bucket::from_environment(options_.blobs))),
      routes_(make_routes(schools_, receipts_, registry_, hub_)),
      server_(routes_, authenticate_by_key(hub_), {.port = options_.port}) {
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
  server_.serve();
  is_stopping_ = true;
  admitter.join();
  verifier.join();
}

void LibraryServer::stop() {
  is_stopping_ = true;
  server_.stop();
}

// One pack. @returns false if none waits
bool LibraryServer::admit_waiting() {
  try {
    return registry_.admit_waiting();
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

// In this order, each step harmless if done twice: only the last one ends the attempt's waiting.
void LibraryServer::verify(const std::string& school, const AttemptRow& row) {
  AttemptStore store(schools_.of(school));
  AttemptJudgement judgement = verify_(store.find_bundle(row.id));
  if (judgement.state == "verified") {
    try {
      const std::vector<NewStatement> statements =
          make_verified_statements(row, judgement, hub_.find_naming(school));
      const Caller library{school, "library", Scope::All};
      StatementStore(schools_.of(school)).put(statements, {}, library);
      receipts_.append(school, row.id,
                       make_receipt_leaf(key_.public_key(), school, row, judgement, statements));
    } catch (const Refusal&
                 refusal) { // statements that break the rules: the child was not to be trusted
      judgement.state = "refused";
      judgement.verdict = refusal.reason;
    }
  }
  store.set_result(judged(row, judgement));
}

} // namespace jixia
