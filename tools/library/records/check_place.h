#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/text.h"
#include "records/json_text.h"

namespace jixia {

/// Where in a document a check stands, e.g. "context.contextActivities.parent[1]". Lives on the
/// stack; only a refusal writes it out.
class CheckPlace {
 public:
  explicit CheckPlace(std::string_view name) : name_(name) {}
  CheckPlace(const CheckPlace& above, std::string_view name) : above_(&above), name_(name) {}
  CheckPlace(const CheckPlace& above, std::size_t index)
      : above_(&above), index_(index), is_index_(true) {}
  std::string text() const;

 private:
  const CheckPlace* above_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  bool is_index_ = false;
};

/// Throws Refusal 400. `pattern` says what is wrong, `{0}` standing for the place.
[[noreturn]] void refuse(const CheckPlace& at, const Text& pattern);

/// The value of a name, nullptr if the object has none.
const Json* find_value(const Json& object, const char* name);

// Each throws Refusal 400 unless the value is as wanted.
void want_object(const Json& value, const CheckPlace& at);
void want_array(const Json& value, const CheckPlace& at);
const std::string& want_string(const Json& value, const CheckPlace& at);
double want_number(const Json& value, const CheckPlace& at);
void want_boolean(const Json& value, const CheckPlace& at);
const Json& want_value(const Json& object, const char* name, const CheckPlace& at);
void want_iri(const Json& value, const CheckPlace& at);
void want_uuid(const Json& value, const CheckPlace& at);
void want_timestamp(const Json& value, const CheckPlace& at);
/// Language tags to strings.
void want_language_map(const Json& value, const CheckPlace& at);
/// IRIs to anything.
void want_extensions(const Json& value, const CheckPlace& at);

/// An object with no other names than these, and none of them null.
void want_only(const Json& value, const CheckPlace& at,
               std::initializer_list<std::string_view> names);

} // namespace jixia
