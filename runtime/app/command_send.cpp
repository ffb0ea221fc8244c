#include <cstdlib>

#include "app/commands.h"
#include "app/embedded_library.h"
#include "base/file_io.h"
#include "link/outbox.h"
#include "recording/identity.h"

namespace jixia {
namespace {

SendRound send_to(LibraryAddress address, Diagnostics& problems) {
  Outbox outbox(find_data_folder());
  LibraryClient client(std::move(address));
  return send_outbox(outbox, client, wall_clock_ms(), false, problems);
}

} // namespace

int run_send(const std::string& library, const std::string& key, Console& console, bool is_beside) {
  LibraryAddress address{library, key};
  if (address.key.empty()) {
    const char* set = std::getenv("JIXIA_LIBRARY_KEY");
    address.key = set != nullptr ? set : "";
  }
  Diagnostics problems;
  std::unique_ptr<EmbeddedLibrary> embedded;
  if (library.empty() || library == "embedded") {
    embedded = EmbeddedLibrary::start(problems);
    if (embedded) {
      address = {embedded->url(), embedded->key()};
    }
  }
  if (problems.has_errors()) {
    console.report(problems);
    return kFailed;
  }
  const SendRound round = send_to(std::move(address), problems);
  console.report(problems);
  for (const Text& line : round.lines) {
    console.note(line);
  }
  const Text sum = fill({"已送资源库 {0} 份，待发 {1} 份，被拒 {2} 份",
                         "sent to the library: {0}, waiting: {1}, refused: {2}"},
                        std::vector{std::to_string(round.sent), std::to_string(round.waiting),
                                    std::to_string(round.refused)});
  is_beside ? console.note(sum) : console.say(sum);
  return round.waiting == 0 && round.refused == 0 ? kDone : kFailed;
}

} // namespace jixia
