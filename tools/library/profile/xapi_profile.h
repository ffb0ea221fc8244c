#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "profile/json_path.h"

namespace jixia {

/// One profile of the specification xAPI Profiles 1.0 (adlnet/xapi-profiles): its statement
/// templates and the values of its extensions. Left out: templates that look at other statements
/// (objectStatementRefTemplate), and patterns: statements of a run may arrive in any order and in
/// several requests, so that an order can only be judged afterwards.
class XapiProfile {
 public:
  /// Reads JSON-LD as the specification writes it. Throws std::invalid_argument or a JSON error:
  /// profiles are ours, not a stranger's.
  explicit XapiProfile(const std::string& json_ld);

  /// The newest version's IRI: stands as a category in the context of statements that follow it.
  const std::string& version() const { return version_; }
  /// As it was given.
  const std::string& json_ld() const { return json_ld_; }

  /// Whether the statement says that it follows this version.
  bool is_claimed_by(const nlohmann::json& statement) const;

  /// Everything in which a statement departs from its templates and extensions; nothing if it
  /// conforms. @pre the statement is a sound xAPI statement
  std::vector<Text> check(const nlohmann::json& statement) const;
  /// The templates that fit by verb and types.
  std::vector<std::string> find_templates(const nlohmann::json& statement) const;

 private:
  struct Rule {
    JsonPath location;
    std::vector<JsonPath> selector; // none or one
    std::string presence;
    nlohmann::json any, all, none; // null: not given
    Text note;
  };
  struct Template {
    std::string id;
    Text label;
    std::vector<std::pair<JsonPath, std::string>> determining;
    std::vector<Rule> rules;
  };
  struct Extension {
    std::string place; // JSONPath of the object it may stand in
    nlohmann::json schema;
  };

  void read_template(const nlohmann::json& given);
  static Rule read_rule(const nlohmann::json& given);
  void read_concept(const nlohmann::json& given);
  static bool fits(const Template& one, const nlohmann::json& statement);
  static void check_rule(const Rule& rule, const Text& label, const nlohmann::json& statement,
                         std::vector<Text>& problems);
  void check_extensions(const nlohmann::json& statement, std::vector<Text>& problems) const;
  Text known_templates() const;

  std::string json_ld_, version_;
  std::vector<Template> templates_;
  std::map<std::string, Extension> extensions_;
};

/// The profile of Jixia's own statements, built into the program.
const XapiProfile& simulation_training_profile();

} // namespace jixia
