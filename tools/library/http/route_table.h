#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/access.h"
#include "http/exchange.h"

namespace jixia {

/// What one method of one path does. `caller` is nullptr on open routes without a key.
struct Route {
  using Handle = std::function<HttpAnswer(const HttpRequest& request, const Caller* caller)>;
  std::string method;  ///< GET answers HEAD too
  std::string pattern; ///< "/api/attempts/{}": `{}` stands for one non-empty segment, `{*}` at the
                       ///< end for all that follows
  Access access;
  std::size_t largest_body = 0; ///< [byte]
  Handle handle;
};

/// The one list of everything that can be asked of the library.
class RouteTable {
 public:
  /// @throws std::logic_error if the same method and pattern stand there already
  void add(Route route);

  /// Changes every answer below `prefix`, also refusals.
  using Finish = std::function<void(const HttpRequest& request, HttpAnswer& answer)>;
  void finish_below(std::string prefix, Finish finish);
  void finish(const HttpRequest& request, HttpAnswer& answer) const;

  /// A request below `prefix` that is folded into the body of another one, e.g. xAPI's alternate
  /// request syntax: `is_folded` looks at the head, `unfold` rewrites the request or throws
  /// Refusal.
  struct Folding {
    std::string prefix;
    std::function<bool(const HttpRequest&)> is_folded;
    std::function<void(HttpRequest&)> unfold;
    std::size_t largest_body = 0;
  };
  void add_folding(Folding folding) { foldings_.push_back(std::move(folding)); }
  const Folding* find_folding(const HttpRequest& request) const;

  /// What was found for a method and path.
  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> values;          ///< for HttpRequest::path_values
    std::vector<std::string> allowed_methods; ///< of this path, if only the method was wrong
  };
  Match find(const std::string& method, const std::string& path) const;

  const std::vector<Route>& all() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<Folding> foldings_;
  std::vector<std::pair<std::string, Finish>> finishes_;
};

} // namespace jixia
