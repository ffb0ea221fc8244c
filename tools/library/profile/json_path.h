#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace jixia {

/// The JSONPath of xAPI Profiles 1.0, 8.1: `$.a.b[*].c`, `['name with dots']`, `[0]`, unions
/// `['a','b']`, whole paths joined by `|`. No filters, scripts or `..`.
class JsonPath {
 public:
  /// Throws std::invalid_argument for anything else.
  explicit JsonPath(const std::string& text);

  /// What the path leads to within `value`, which has to outlive the answer.
  std::vector<const nlohmann::json*> find(const nlohmann::json& value) const;
  const std::string& text() const { return text_; }

 private:
  struct Step {
    bool is_all = false;
    std::vector<std::string> names = {};
    std::vector<std::size_t> indexes = {};
  };
  static std::vector<Step> read_steps(const std::string& path);
  static std::vector<const nlohmann::json*> advance(const std::vector<const nlohmann::json*>& from,
                                                    const Step& step);

  std::string text_;
  std::vector<std::vector<Step>> paths_;
};

} // namespace jixia
