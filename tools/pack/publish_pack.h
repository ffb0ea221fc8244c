#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/diagnostics.h"
#include "trust/signing_key.h"
#include "world/component_registry.h"

namespace jixia {

/// Where and as whom a pack is published.
struct Publisher {
  std::string library;             ///< "http://host:port"
  std::string login;               ///< NAME:SECRET with the scope packs/publish
  std::string school;              ///< the namespace
  std::filesystem::path root_file; ///< the library's root.json, needed the first time
  std::filesystem::path data_folder;
  std::int64_t now = 0; ///< [s] Unix time
};

/// What became of it. The report is the library's, as JSON; also when it refused the pack.
struct Published {
  bool is_listed = false;
  std::string id, version;
  std::string report;
  std::size_t sent_files = 0, all_files = 0;
};

/// Builds the pack, sends the files that the library lacks, signs the school's next list with `key`
/// and waits until the library has checked the pack by playing it.
/// @param say  called with what happens, for the person who waits
/// @returns nullopt with the reason in `problems` if it did not come so far
std::optional<Published> publish_pack(const std::string& pack, const ComponentRegistry& registry,
                                      const Publisher& publisher, const SecretKey& key,
                                      const std::function<void(const Text&)>& say,
                                      Diagnostics& problems);

/// Withdraws a published version: "yanked" (hidden, still to be had by its number) or "recalled"
/// (not to be had). @param kind  empty: takes a yank back
/// @returns false with the reason in `problems`
bool withdraw_pack(const std::string& id, const std::string& version, const std::string& kind,
                   const Text& reason, const Publisher& publisher, const SecretKey& key,
                   Diagnostics& problems);

} // namespace jixia
