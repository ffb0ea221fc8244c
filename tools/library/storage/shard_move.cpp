#include "storage/shard_move.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/text.h"
#include "database/migration.h"
#include "recording/identity.h"
#include "records/school_schema.h"

namespace jixia {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::hours kLongestCopy{24};
constexpr std::chrono::seconds kLongestStop{15}; // shorter than writers wait for the lock
constexpr std::int64_t kNearlyThere = 1 << 20;   // [byte] of log that a short stop may carry

[[noreturn]] void fail(const Text& why) {
  throw std::runtime_error(why.zh + "\n" + why.en);
}

std::string literal(const std::string& text) {
  std::string made = "'";
  for (const char c : text) {
    made += c == '\'' ? "''" : std::string(1, c);
  }
  return made + "'";
}

std::int64_t ask(Connection& db, const std::string& sql) {
  Query query(db, sql);
  return query.next() ? query.integer(0) : 0;
}

std::vector<std::string> ask_texts(Connection& db, const std::string& sql) {
  std::vector<std::string> found;
  Query query(db, sql);
  while (query.next()) {
    found.push_back(query.text(0));
  }
  return found;
}

// @returns false if it took too long
bool wait_until(Clock::duration most, Clock::duration pause, const std::function<bool()>& is_so) {
  for (const Clock::time_point end = Clock::now() + most; !is_so();) {
    if (Clock::now() > end) {
      return false;
    }
    std::this_thread::sleep_for(pause);
  }
  return true;
}

class ShardMove {
 public:
  ShardMove(std::string school, std::string from, std::string to)
      : school_(std::move(school)),
        name_("jixia_move_" + school_),
        from_url_(std::move(from)),
        old_(make_postgres_database(from_url_, school_)->connect()),
        watch_(make_postgres_database(from_url_, school_)->connect()),
        to_(std::move(to)),
        new_(make_postgres_database(to_, school_)->connect()) {}

  ShardMoveSummary run(ShardMap& map) {
    want_nothing_there();
    try {
      make_tables();
      start_replication();
      wait_for_copy();
      return switch_over(map);
    } catch (...) {
      if (map.url_of(school_) == from_url_) {
        stop_replication();
        new_->execute("DROP SCHEMA IF EXISTS \"school_" + school_ + "\" CASCADE"); // only our copy
      }
      throw;
    }
  }

 private:
  void want_nothing_there() {
    if (ask(*new_, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") > 0) {
      fail({"目标数据库里已有这所学校的表，请先删除",
            "the new place has tables of this school, drop them first"});
    }
  }

  void make_tables() {
    migrate(*new_, school_schema());
    const std::string years =
        "SELECT right(relname, 4) FROM pg_class WHERE relnamespace = "
        "current_schema()::regnamespace "
        "AND relkind = 'r' AND relname LIKE 'statement\\_2___' ORDER BY relname";
    for (const std::string& year : ask_texts(*old_, years)) {
      make_tables_of_year(*new_, std::stoi(year));
    }
  }

  // All tables but schema_version, each as a whole and not by its years.
  std::vector<std::string> tables() {
    return ask_texts(
        *old_,
        "SELECT part.relname FROM pg_class part JOIN pg_inherits ON inhrelid = part.oid "
        "JOIN pg_class whole ON whole.oid = inhparent WHERE part.relnamespace = "
        "current_schema()::regnamespace AND whole.relnamespace = 'library'::regnamespace "
        "AND part.relkind IN ('r', 'p') ORDER BY part.relname");
  }

  void start_replication() {
    std::string list;
    for (const std::string& table : tables()) {
      list += (list.empty() ? "" : ", ") + table;
    }
    old_->execute("CREATE PUBLICATION \"" + name_ + "\" FOR TABLE " + list +
                  " WITH (publish_via_partition_root = true)");
    new_->execute("CREATE SUBSCRIPTION \"" + name_ + "\" CONNECTION " + literal(from_url_) +
                  " PUBLICATION \"" + name_ + "\"");
  }

  void stop_replication() noexcept {
    for (const auto& [db, sql] : {std::pair{new_.get(), "DROP SUBSCRIPTION IF EXISTS \""},
                                  std::pair{watch_.get(), "DROP PUBLICATION IF EXISTS \""}}) {
      try {
        db->execute(sql + name_ + "\"");
      } catch (const DatabaseError& error) {
        std::fprintf(stderr, "%s\n", error.what());
      }
    }
  }

  // How much of the log [byte] up to `position` is not at the new place yet.
  std::int64_t calc_lag(const std::string& position) {
    return ask(*watch_, "SELECT coalesce(pg_wal_lsn_diff(" + position +
                            ", confirmed_flush_lsn), 1::bigint << 60)::bigint FROM "
                            "pg_replication_slots WHERE slot_name = " +
                            literal(name_));
  }

  void wait_for_copy() {
    const std::string waiting =
        "SELECT count(*) FROM pg_subscription_rel JOIN pg_subscription ON oid = srsubid WHERE "
        "subname = " +
        literal(name_) + " AND srsubstate <> 'r'";
    const bool is_copied = wait_until(kLongestCopy, std::chrono::milliseconds(200), [&] {
      return ask(*new_, waiting) == 0 && calc_lag("pg_current_wal_lsn()") < kNearlyThere;
    });
    if (!is_copied) {
      fail({"复制一直没有完成", "the copy was never finished"});
    }
  }

  ShardMoveSummary switch_over(ShardMap& map) {
    const Clock::time_point begin = Clock::now();
    ShardMoveSummary summary;
    Transaction stop(*old_); // takes the lock that every writer of the school takes
    const std::string end = literal(ask_texts(*watch_, "SELECT pg_current_wal_lsn()").at(0));
    if (!wait_until(kLongestStop, std::chrono::milliseconds(10),
                    [&] { return calc_lag(end + "::pg_lsn") <= 0; })) {
      fail({"最后的写入没有及时到达，学校仍在原处",
            "the last writes did not arrive in time, the school stays"});
    }
    const std::string count = "SELECT count(*) FROM statement";
    summary.statements = ask(*new_, count);
    if (summary.statements != ask(*old_, count)) {
      fail({"两处的语句数目不同，学校仍在原处",
            "the places count different statements, the school stays"});
    }
    stop_replication();
    map.move(school_, to_);
    summary.left = "moved_" + school_ + "_" + std::to_string(wall_clock_ms());
    for (const std::string& table : tables()) {
      old_->execute("ALTER TABLE library." + table + " DETACH PARTITION " + table);
    }
    old_->execute("ALTER SCHEMA \"school_" + school_ + "\" RENAME TO \"" + summary.left + "\"");
    stop.commit();
    summary.stopped_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
    return summary;
  }

  std::string school_, name_, from_url_;
  std::unique_ptr<Connection> old_, watch_;
  std::string to_;
  std::unique_ptr<Connection> new_;
};

} // namespace

ShardMoveSummary move_school(const LibraryPlaces& library, const std::string& school,
                             const std::string& url) {
  if (library.shard_map.empty()) {
    fail({"需要 --shards 对照文件", "a shard map is wanted, --shards"});
  }
  ShardMap map(library.shard_map, library.url);
  const std::string from = map.url_of(school);
  if (from == url) {
    fail({"学校已在那里", "the school is there already"});
  }
  return ShardMove(school, from, url).run(map);
}

} // namespace jixia
