#include "profile/json_path.h"

#include <stdexcept>

namespace jixia {
namespace {

using Json = nlohmann::json;

/// Reads one path from left to right.
class PathReader {
 public:
  explicit PathReader(const std::string& text) : text_(text) {}
  bool is_at_end() const { return at_ == text_.size(); }
  char next() const { return is_at_end() ? '\0' : text_[at_]; }

  bool take(char letter) {
    const bool is_there = next() == letter;
    at_ += is_there ? 1 : 0;
    return is_there;
  }
  void want(char letter) {
    if (!take(letter)) {
      fail();
    }
  }
  std::string name() {
    const std::size_t from = at_;
    while (!is_at_end() && text_[at_] != '.' && text_[at_] != '[') {
      ++at_;
    }
    if (at_ == from) {
      fail();
    }
    return text_.substr(from, at_ - from);
  }
  std::string quoted() {
    const std::size_t end = text_.find('\'', at_);
    if (end == std::string::npos) {
      fail();
    }
    const std::string read = text_.substr(at_, end - at_);
    at_ = end + 1;
    return read;
  }
  std::size_t number() {
    std::size_t value = 0, digits = 0;
    for (; next() >= '0' && next() <= '9' && digits < 6; ++at_, ++digits) {
      value = value * 10 + static_cast<std::size_t>(next() - '0');
    }
    if (digits == 0) {
      fail();
    }
    return value;
  }
  [[noreturn]] void fail() const { throw std::invalid_argument("not a JSONPath: " + text_); }

 private:
  const std::string& text_;
  std::size_t at_ = 0;
};

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(' ');
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(' ') + 1 - from);
}

} // namespace

std::vector<JsonPath::Step> JsonPath::read_steps(const std::string& path) {
  PathReader reader(path);
  std::vector<Step> steps;
  // The specification's own examples leave out the `$.` at the beginning.
  if (reader.next() != '$') {
    steps.push_back({.names = {reader.name()}});
  } else {
    reader.take('$');
  }
  while (!reader.is_at_end()) {
    Step step;
    if (reader.take('.')) {
      step.is_all = reader.next() == '*';
      const std::string name = reader.name();
      if (!step.is_all) {
        step.names.push_back(name);
      }
    } else {
      reader.want('[');
      do {
        if (reader.take('*')) {
          step.is_all = true;
        } else if (reader.take('\'')) {
          step.names.push_back(reader.quoted());
        } else {
          step.indexes.push_back(reader.number());
        }
      } while (reader.take(','));
      reader.want(']');
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

JsonPath::JsonPath(const std::string& text) : text_(text) {
  std::size_t from = 0;
  while (true) {
    const std::size_t bar = text.find('|', from);
    paths_.push_back(read_steps(trimmed(text.substr(from, bar - from))));
    if (bar == std::string::npos) {
      return;
    }
    from = bar + 1;
  }
}

std::vector<const Json*> JsonPath::advance(const std::vector<const Json*>& from, const Step& step) {
  std::vector<const Json*> reached;
  for (const Json* value : from) {
    if (step.is_all && value->is_structured()) {
      for (const Json& child : *value) {
        reached.push_back(&child);
      }
    }
    for (const std::string& name : step.names) {
      if (value->is_object() && value->contains(name)) {
        reached.push_back(&value->at(name));
      }
    }
    for (const std::size_t index : step.indexes) {
      if (value->is_array() && index < value->size()) {
        reached.push_back(&(*value)[index]);
      }
    }
  }
  return reached;
}

std::vector<const Json*> JsonPath::find(const Json& value) const {
  std::vector<const Json*> found;
  for (const std::vector<Step>& steps : paths_) {
    std::vector<const Json*> at{&value};
    for (const Step& step : steps) {
      at = advance(at, step);
    }
    found.insert(found.end(), at.begin(), at.end());
  }
  return found;
}

} // namespace jixia
