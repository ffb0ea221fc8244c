#include "sample_statement.h"

#include <cstdint>
#include <cstdio>

namespace jixia {
namespace {

std::string uuid(std::mt19937_64& random) {
  char text[40];
  const std::uint64_t a = random(), b = random();
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xfff),
                static_cast<unsigned>(b >> 48 & 0xfff),
                static_cast<unsigned long long>(b & 0xffffffffffff));
  return text;
}

unsigned pick(std::mt19937_64& random, int count) {
  return static_cast<unsigned>(random() % static_cast<unsigned>(count));
}

} // namespace

SampleStatements::Run::Run(std::mt19937_64& random)
    : learner(pick(random, kLearners)), pack(pick(random, kPacks)), registration(uuid(random)) {}

std::string SampleStatements::make(std::mt19937_64& random, const Run& run) {
  char text[1400];
  const unsigned verb = pick(random, kVerbs), step = pick(random, kSteps);
  std::snprintf(
      text, sizeof text,
      R"({"id":"%s","actor":{"objectType":"Agent","account":{"homePage":"https://school.example","name":"learner-%u"}},)"
      R"("verb":{"id":"http://verbs.example/v%u","display":{"en":"verb %u","zh":"动词 %u"}},)" // texts:
                                                                                               // one
                                                                                               // language
      R"("object":{"id":"https://jixia.example/pack-%u/step-%u","definition":{"name":{"en":"Step %u"},"type":"http://adlnet.gov/expapi/activities/performance"}},)"
      R"("result":{"score":{"scaled":0.75,"raw":6,"min":0,"max":8},"success":true,"duration":"PT4M30S"},)"
      R"("context":{"registration":"%s","contextActivities":{"parent":[{"id":"https://jixia.example/pack-%u/cold-start"}],"grouping":[{"id":"https://jixia.example/pack-%u"}]}},)"
      R"("timestamp":"2026-03-09T08:15:30.250Z"})",
      uuid(random).c_str(), run.learner, verb, verb, verb, run.pack, step, step,
      run.registration.c_str(), run.pack, run.pack);
  return text;
}

std::string SampleStatements::learner(std::mt19937_64& random) {
  return "agent=%7B%22account%22:%7B%22homePage%22:%22https://"
         "school.example%22,%22name%22:%22learner-" +
         std::to_string(pick(random, kLearners)) + "%22%7D%7D";
}

std::string SampleStatements::verb(std::mt19937_64& random) {
  return "verb=http://verbs.example/v" + std::to_string(pick(random, kVerbs));
}

std::string SampleStatements::pack(std::mt19937_64& random) {
  return "related_activities=true&activity=https://jixia.example/pack-" +
         std::to_string(pick(random, kPacks));
}

} // namespace jixia
