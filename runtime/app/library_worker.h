#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "app/library_settings.h"
#include "hmi/library_view.h"
#include "link/pack_library.h"

namespace jixia {

/// Talks to the library in a thread of its own, so that the window never waits for a network: one
/// piece of work at a time, packs by the signed lists (link/pack_library.h), results by the outbox
/// (link/outbox.h). Ending it stops a fetch, which goes on the next time, and waits for the rest at
/// most as long as the network lets it (20 s).
class LibraryWorker final : public hmi::LibraryDesk {
 public:
  LibraryWorker();
  ~LibraryWorker() override;

  hmi::LibraryView view() override;
  void ask(const hmi::LibraryAsk& ask) override;

  /// Folders of packs that were fetched since the last call.
  std::vector<std::filesystem::path> take_fetched();

  /// Results have changed on the disk: reads them again, and sends what waits if a library is set.
  void note_new_result();

 private:
  void run();
  void work(const hmi::LibraryAsk& ask);
  void connect(const hmi::LibraryAsk& ask);
  void update();
  void fetch(const std::string& pack);
  void send();
  void read_results();
  void show_catalogue(const Diagnostics& warnings);
  void finish(const Text& note, bool has_failed);
  void fail(const Diagnostics& problems);
  void show_place();
  bool open(const std::string& place, const std::string& root, Diagnostics& problems);

  std::mutex lock_; // of what follows
  std::condition_variable wake_;
  hmi::LibraryView view_;
  std::vector<hmi::LibraryAsk> waiting_; // none, one, or one and a Send
  std::vector<std::filesystem::path> fetched_;
  bool is_ending_ = false, is_cancelled_ = false;

  LibrarySettings settings_; // of the thread alone, like the next
  std::unique_ptr<PackLibrary> library_;
  std::thread thread_;
};

} // namespace jixia
