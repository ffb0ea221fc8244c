#include "pages/class_results.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace jixia {
namespace {

constexpr double kEnough = 1e-9; // [points]; sums of points in double

double share_of(const Result& result) { return result.max > 0 ? result.score / result.max : 0.0; }

// Attempts without a learner stand for themselves: nobody knows whether it was the same person.
std::string learner_of(const Result& result) {
  return result.learner.empty() ? "attempt " + result.attempt : result.learner;
}

bool takes_place(const Result& next, const Result& now, CountedAttempt counted) {
  switch (counted) {
    case CountedAttempt::Best:
      return share_of(next) > share_of(now);
    case CountedAttempt::First:
      return next.started_ms < now.started_ms;
    default:
      return next.started_ms >= now.started_ms;
  }
}

std::vector<Result> one_each(std::vector<Result> results, CountedAttempt counted) {
  std::map<std::string, Result> chosen;
  for (Result& result : results) {
    const auto [at, is_new] = chosen.try_emplace(learner_of(result), result);
    if (!is_new && takes_place(result, at->second, counted)) {
      at->second = std::move(result);
    }
  }
  std::vector<Result> learners;
  for (auto& [key, result] : chosen) {
    learners.push_back(std::move(result));
  }
  std::stable_sort(learners.begin(), learners.end(), [](const Result& a, const Result& b) {
    return share_of(a) > share_of(b);
  });
  return learners;
}

double points_at(const Result& result, std::size_t place) {
  return place < result.points.size() ? result.points[place] : 0.0;
}

std::optional<double> calc_correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  double mean_x = 0.0, mean_y = 0.0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    mean_x += x[k] / n;
    mean_y += y[k] / n;
  }
  double xx = 0.0, yy = 0.0, xy = 0.0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    xx += (x[k] - mean_x) * (x[k] - mean_x);
    yy += (y[k] - mean_y) * (y[k] - mean_y);
    xy += (x[k] - mean_x) * (y[k] - mean_y);
  }
  return x.size() < 3 || xx < kEnough || yy < kEnough ? std::nullopt
                                                      : std::optional(xy / std::sqrt(xx * yy));
}

Text most_frequent(const std::map<std::string, std::pair<int, Text>>& reasons) {
  Text found;
  int most = 0;
  for (const auto& [key, counted] : reasons) {
    if (counted.first > most) {
      most = counted.first;
      found = counted.second;
    }
  }
  return found;
}

StepStatistics calc_step(const ExerciseEdition& edition, std::size_t place,
                         const std::vector<Result>& learners) {
  const double available = edition.steps[place].available;
  StepStatistics step;
  step.place = place;
  std::vector<double> own, others;
  std::map<std::string, std::pair<int, Text>> reasons;
  double earned = 0.0;
  for (const Result& result : learners) {
    const double points = points_at(result, place);
    double total = 0.0;
    for (std::size_t k = 0; k < edition.steps.size(); ++k) {
      total += edition.steps[k].available > 0 ? points_at(result, k) : 0.0;
    }
    own.push_back(points);
    others.push_back(total - points);
    earned += points;
    if (points < available - kEnough) {
      ++step.lost;
      step.none += points <= kEnough ? 1 : 0;
      if (place < result.reasons.size() && !result.reasons[place].empty()) {
        auto& counted = reasons[result.reasons[place].zh];
        ++counted.first;
        counted.second = result.reasons[place];
      }
    }
  }
  step.difficulty = learners.empty() ? 0.0 : earned / (available * static_cast<double>(learners.size()));
  step.discrimination = calc_correlation(own, others);
  step.reason = most_frequent(reasons);
  return step;
}

} // namespace

Loss calc_loss(double points, double available) {
  const double lost = available - points;
  return lost <= kEnough                  ? Loss::None
         : points <= kEnough              ? Loss::All
         : lost <= available / 3 + kEnough ? Loss::UpToThird
                                          : Loss::More;
}

ClassResults calc_class_results(const ExerciseEdition& edition, std::vector<Result> results,
                                CountedAttempt counted) {
  ClassResults found;
  found.learners = one_each(std::move(results), counted);
  found.distribution.resize(10);
  const auto count = static_cast<double>(std::max<std::size_t>(1, found.learners.size()));
  for (const Result& result : found.learners) {
    found.mean_score += result.score / count;
    found.passed += (result.has_passed ? 1.0 : 0.0) / count;
    found.mean_length_s += result.length_s / count;
    ++found.distribution[static_cast<std::size_t>(
        std::clamp(static_cast<int>(std::floor(share_of(result) * 10.0 + kEnough)), 0, 9))];
  }
  for (std::size_t place = 0; place < edition.steps.size(); ++place) {
    if (edition.steps[place].available > 0) {
      found.steps.push_back(calc_step(edition, place, found.learners));
    }
  }
  return found;
}

} // namespace jixia
