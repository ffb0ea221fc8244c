// The live score runs in every step of every run; it must cost next to nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>

#include "assessment/score_run.h"
#include "world/register_world.h"
#include "world/world_builder.h"

namespace {
std::atomic<long> allocations{0};
}

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) {
    return memory;
  }
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace jixia {
namespace {

constexpr int kCriteria = 60;

World make_world() {
  ComponentRegistry registry;
  register_world(registry);
  std::vector<ComponentEntry> entries;
  for (int k = 0; k < 40; ++k) {
    ComponentEntry entry;
    entry.tag = "T" + std::to_string(k);
    entry.type = "Checkpoint";
    entries.push_back(entry);
  }
  Diagnostics problems;
  return std::move(build_world(entries, {}, registry, {}, problems)).value();
}

// Sixty that are all active at once, each as long as those of the pump unit.
Exercise make_exercise() {
  Exercise exercise;
  for (int k = 0; k < kCriteria; ++k) {
    const auto tag = [&](int n) { return "T" + std::to_string((k + n) % 40); };
    Criterion criterion;
    criterion.kind = k % 4 == 3 ? Criterion::Kind::Forbidden : Criterion::Kind::Step;
    criterion.id = "S" + std::to_string(k);
    criterion.points = 1.0;
    const std::string text = "for(abs(" + tag(0) + " - 5) <= 0.1 and " + tag(1) + " >= 3, 60 s) and " +
                             tag(2) + " == 7 and not " + tag(3) + " > 1";
    criterion.done = {text, {}};
    criterion.when = {text, {}};
    criterion.quality = {tag(4) + " <= 5.5 and change(" + tag(5) + ", 60 s) <= 3", {}};
    exercise.criteria.push_back(criterion);
  }
  return exercise;
}

TEST(ScoreSpeed, TakesNoMemoryAndLittleTimePerStep) {
  const World world = make_world();
  Diagnostics problems;
  ScoreFold fold(make_exercise(), world, problems);
  ASSERT_FALSE(problems.has_errors()) << problems.text(Language::English);
  std::vector<double> values(fold.tags().size(), 4.0);
  const auto steps = [&](int from, int until) {
    for (int k = from; k < until; ++k) {
      values[static_cast<std::size_t>(k) % values.size()] = 4.0 + 0.001 * (k % 100);
      fold.advance(std::chrono::milliseconds(100) * k, values);
    }
  };
  steps(0, 100);
  const long before = allocations;
  const auto start = std::chrono::steady_clock::now();
  steps(100, 10'100);
  const double taken =
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
  EXPECT_EQ(allocations - before, 0);
  std::printf("%d active criteria: %.2f us per step\n", kCriteria, taken / 10'000);
  EXPECT_LT(taken / 10'000, 500.0); // the aim is 10; sanitizers and a busy machine need room
}

} // namespace
} // namespace jixia
