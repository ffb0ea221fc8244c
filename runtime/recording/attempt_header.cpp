#include "recording/attempt_header.h"

#include <array>
#include <nlohmann/json.hpp>

#include "recording/identity.h"

namespace jixia {
namespace {

using nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::size_t kLongestField = 4096; ///< [byte]

struct TextField {
  const char* name;
  std::string AttemptHeader::*member;
  bool is_needed;
};

constexpr std::array kTextFields{
    TextField{"attempt_id", &AttemptHeader::attempt_id, true},
    TextField{"pack_id", &AttemptHeader::pack_id, true},
    TextField{"pack_version", &AttemptHeader::pack_version, false},
    TextField{"pack_digest", &AttemptHeader::pack_digest, false},
    TextField{"pack_folder", &AttemptHeader::pack_folder, false},
    TextField{"exercise", &AttemptHeader::exercise, true},
    TextField{"learner_id", &AttemptHeader::learner_id, false},
    TextField{"learner_name", &AttemptHeader::learner_name, false},
    TextField{"class_name", &AttemptHeader::class_name, false},
    TextField{"build_id", &AttemptHeader::build_id, false},
    TextField{"started_at", &AttemptHeader::started_at, false},
};

class HeaderReader {
 public:
  HeaderReader(const std::string& file, Diagnostics& problems) : file_(file), problems_(problems) {}

  std::optional<AttemptHeader> read(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) {
      error({"不是有效的 JSON 对象", "this is not a valid JSON object"});
      return std::nullopt;
    }
    AttemptHeader header;
    check_format(json);
    for (const TextField& field : kTextFields) {
      read_text(json, field, header);
    }
    read_numbers(json, header);
    if (!has_error_ && !is_uuid(header.attempt_id)) {
      error({"attempt_id 不是 UUID", "attempt_id is not a UUID"});
    }
    return has_error_ ? std::nullopt : std::optional(header);
  }

 private:
  void error(const Text& problem) {
    has_error_ = true;
    problems_.error({file_, 0, 0}, problem);
  }

  void check_format(const nlohmann::json& json) {
    const auto found = json.find("format");
    if (found == json.end() || *found != kFormat) {
      error(fill({"format 应为 {0}", "format should be {0}"}, {std::to_string(kFormat)}));
    }
  }

  void read_text(const nlohmann::json& json, const TextField& field, AttemptHeader& header) {
    const auto found = json.find(field.name);
    if (found == json.end() && !field.is_needed) {
      return;
    }
    if (found == json.end() || !found->is_string()) {
      error(fill({"缺少文字 {0}", "the text {0} is missing"}, {field.name}));
      return;
    }
    header.*field.member = found->get<std::string>();
    if ((header.*field.member).size() > kLongestField) {
      error(fill({"{0} 过长，上限 {1} 字节", "{0} is too long, at most {1} bytes"},
                 {field.name, std::to_string(kLongestField)}));
    }
  }

  void read_numbers(const nlohmann::json& json, AttemptHeader& header) {
    const auto seed = json.find("seed");
    if (seed == json.end() || !seed->is_number_unsigned()) {
      error({"seed 应为非负整数", "seed should be a whole number, not negative"});
    } else {
      header.seed = seed->get<std::uint64_t>();
    }
    const auto exam = json.find("is_exam");
    if (exam == json.end() || !exam->is_boolean()) {
      error({"is_exam 应为 true 或 false", "is_exam should be true or false"});
    } else {
      header.is_exam = exam->get<bool>();
    }
  }

  const std::string& file_;
  Diagnostics& problems_;
  bool has_error_ = false;
};

} // namespace

std::string header_json(const AttemptHeader& header) {
  ordered_json json;
  json["format"] = kFormat;
  for (const TextField& field : kTextFields) {
    json[field.name] = header.*field.member;
  }
  json["seed"] = header.seed;
  json["is_exam"] = header.is_exam;
  // A name that is not UTF-8 must not keep anybody from starting.
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::optional<AttemptHeader> read_header(std::string_view json, const std::string& file,
                                         Diagnostics& problems) {
  return HeaderReader(file, problems).read(json);
}

} // namespace jixia
