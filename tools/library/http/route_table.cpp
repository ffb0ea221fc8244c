#include "http/route_table.h"

#include <optional>
#include <stdexcept>

namespace jixia {
namespace {

// The values of the pattern's places, nullopt if the path does not fit.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> values;
  while (!pattern.empty()) {
    if (pattern == "{*}") {
      values.emplace_back(path);
      return path.empty() ? std::nullopt : std::optional(values);
    }
    if (pattern.starts_with("{}")) {
      const std::string_view segment = path.substr(0, path.find('/'));
      if (segment.empty()) {
        return std::nullopt;
      }
      values.emplace_back(segment);
      path.remove_prefix(segment.size());
      pattern.remove_prefix(2);
      continue;
    }
    const std::string_view fixed = pattern.substr(0, pattern.find('{'));
    if (!path.starts_with(fixed)) {
      return std::nullopt;
    }
    path.remove_prefix(fixed.size());
    pattern.remove_prefix(fixed.size());
  }
  return path.empty() ? std::optional(values) : std::nullopt;
}

} // namespace

void RouteTable::add(Route route) {
  for (const Route& known : routes_) {
    if (known.method == route.method && known.pattern == route.pattern) {
      throw std::logic_error("two routes for " + route.method + " " + route.pattern);
    }
  }
  routes_.push_back(std::move(route));
}

void RouteTable::finish_below(std::string prefix, Finish finish) {
  finishes_.emplace_back(std::move(prefix), std::move(finish));
}

void RouteTable::finish(const HttpRequest& request, HttpAnswer& answer) const {
  for (const auto& [prefix, change] : finishes_) {
    if (request.path.starts_with(prefix)) {
      change(request, answer);
    }
  }
}

const RouteTable::Folding* RouteTable::find_folding(const HttpRequest& request) const {
  for (const Folding& folding : foldings_) {
    if (request.path.starts_with(folding.prefix) && folding.is_folded(request)) {
      return &folding;
    }
  }
  return nullptr;
}

RouteTable::Match RouteTable::find(const std::string& method, const std::string& path) const {
  Match found;
  for (const Route& route : routes_) {
    std::optional<std::vector<std::string>> values = match(route.pattern, path);
    if (values && route.method == method) {
      return {&route, std::move(*values), {}};
    }
    if (values) {
      found.allowed_methods.push_back(route.method);
    }
  }
  return found;
}

} // namespace jixia
