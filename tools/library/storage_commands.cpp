#include "storage_commands.h"

#include <cstdio>
#include <memory>

#include "base/text.h"
#include "storage/backup.h"
#include "storage/shard_move.h"

namespace jixia {
namespace {

std::string both(const Text& text) {
  return text.zh + " / " + text.en;
}

int guarded(const std::function<void()>& act) {
  try {
    act();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

void tell(const BackupSummary& summary) {
  const Text text{"{0} 个文件，{1} 字节", "{0} files, {1} bytes"};
  std::printf(
      "%s\n",
      both(fill(text, std::vector{std::to_string(summary.files), std::to_string(summary.bytes)}))
          .c_str());
}

struct Told {
  std::string folder, school, url;
};

} // namespace

void add_storage_commands(CLI::App& app, const LibraryPlaces& places,
                          std::function<int()>& chosen) {
  const auto told = std::make_shared<Told>();
  CLI::App* backup =
      app.add_subcommand("backup", both({"备份到空文件夹，可在服务中进行",
                                         "back up into an empty folder, also while it is served"}));
  backup->add_option("FOLDER", told->folder)->required();
  backup->callback([&places, &chosen, told] {
    chosen = [&places, told] { return guarded([&] { tell(make_backup(places, told->folder)); }); };
  });
  CLI::App* restore = app.add_subcommand(
      "restore",
      both({"从备份恢复到 --db（须为空）", "restore a backup into --db, which must be empty"}));
  restore->add_option("FOLDER", told->folder)->required();
  restore->callback([&places, &chosen, told] {
    chosen = [&places, told] {
      return guarded([&] { tell(restore_backup(told->folder, places)); });
    };
  });
  CLI::App* shard =
      app.add_subcommand("shard", both({"学校所在的数据库", "where schools' databases are"}));
  shard->require_subcommand(1);
  CLI::App* move = shard->add_subcommand(
      "move", both({"把学校移到另一台 PostgreSQL，服务不停",
                    "move a school to another PostgreSQL while it is served"}));
  move->add_option("SCHOOL", told->school)->required();
  move->add_option("URL", told->url)->required();
  move->callback([&places, &chosen, told] {
    chosen = [&places, told] {
      return guarded([&] {
        const ShardMoveSummary moved = move_school(places, told->school, told->url);
        const Text text{
            "已移走 {0} 条语句，暂停写入 {1} 毫秒；旧数据留在 {2}",
            "{0} statements moved, writing stood still for {1} ms; what was left is {2}"};
        std::printf("%s\n",
                    both(fill(text, std::vector{std::to_string(moved.statements),
                                                std::to_string(moved.stopped_ms), moved.left}))
                        .c_str());
      });
    };
  });
}

} // namespace jixia
