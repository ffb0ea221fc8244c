#pragma once

#include <string>
#include <vector>

#include "exporting/report_data.h"

namespace jixia {

/// Where the profile's own verbs and extensions begin: the same for every school, and not to be
/// resolved (RFC 2606). The library serves the profile at /xapi-profiles/simulation-training.
inline constexpr const char* kSimulationVocabulary = "https://jixia.invalid/xapi";
/// The version of the profile that statements follow; a category of each.
inline constexpr const char* kSimulationTrainingVersion =
    "https://jixia.invalid/xapi/profiles/simulation-training/v1";

/// What a school sets for its statements.
struct XapiOptions {
  /// Account system of the actors (an IRI). The default cannot be resolved (RFC 2606): a school
  /// sets its own.
  std::string home_page = "https://school.invalid";
  /// Where the ids of activities begin.
  std::string base = "https://jixia.invalid/xapi";
  /// Secret of the school behind its pseudonyms. Empty: a learner's number can be guessed from the
  /// pseudonym by trying all numbers.
  std::string pseudonym_secret;
};

/// The name under which a learner appears: the same for the same learner and school, and without
/// the secret not to be traced back (HMAC-SHA-256, RFC 2104, first 32 digits). Names never leave
/// the school. Nobody named: the attempt's id.
std::string pseudonym(const AttemptHeader& header, const XapiOptions& options);

/// The attempt as a JSON array of xAPI 1.0.3 statements, ready for POST /statements:
/// cmi5's initialized, one for each criterion, completed, passed or failed, terminated (abandoned
/// instead of the three if the run was not finished).
///
/// Ids are UUIDs version 5 of the attempt's id and times count from `started_at` in simulated time,
/// so that sending twice sends the same bytes. result.duration is simulated time too.
/// A criterion: completed (full or part of the points), failed (none), answered (a question) or
/// violated (a veto that came true); vetoes that did not are left out.
/// Words come from cmi5, ADL and xAPI-SG; what they lack is in tools/library/profile.
std::string xapi_statements(const ReportData& data, const XapiOptions& options);

/// Holds statements against the rules of xAPI 1.0.3 that matter to a store: a JSON array of
/// objects, known properties only, UUIDs, IRIs, one identifier per actor, timestamps, durations,
/// score ranges, language maps. @returns what is wrong, empty if nothing is.
std::vector<std::string> check_xapi_statements(const std::string& json);

} // namespace jixia
