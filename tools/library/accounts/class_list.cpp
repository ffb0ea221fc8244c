#include "accounts/class_list.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <set>

#include "http/exchange.h"
#include "recording/identity.h"

namespace jixia {
namespace {

[[noreturn]] void refuse_line(std::size_t line, const Text& why) {
  throw Refusal{400, fill({"第 {0} 行：{1}。全部没有导入，改正后再传",
                           "line {0}: {1}. Nothing was imported, correct it and send it again"},
                          std::vector{same_text(std::to_string(line)), why})};
}

// `from` in UTF-8, nullopt if it is not in that encoding.
std::optional<std::string> convert(std::string_view from, const char* encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return std::nullopt;
  }
  std::string in(from), out(from.size() * 4 + 4, '\0');
  char* read = in.data();
  char* written = out.data();
  std::size_t in_left = in.size(), out_left = out.size();
  const bool is_good =
      iconv(converter, &read, &in_left, &written, &out_left) != static_cast<std::size_t>(-1) &&
      in_left == 0;
  iconv_close(converter);
  out.resize(out.size() - out_left);
  return is_good ? std::optional(out) : std::nullopt;
}

std::string read_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  // UTF-8 first: Chinese in GB18030 is hardly ever valid UTF-8, while the reverse happens.
  for (const char* encoding : {"UTF-8", "GB18030"}) {
    if (std::optional<std::string> text = convert(bytes, encoding)) {
      return *text;
    }
  }
  throw Refusal{400,
                {"名单不是 UTF-8 也不是 GB18030 编码", "the list is neither UTF-8 nor GB18030"}};
}

std::string trimmed(std::string_view field) {
  const std::size_t first = field.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string()
             : std::string(field.substr(first, field.find_last_not_of(" \t") - first + 1));
}

/// Takes one record off the front of `rest`, quotes and all.
std::vector<std::string> take_record(std::string_view& rest, std::size_t line) {
  std::vector<std::string> fields(1);
  bool is_quoted = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char letter = rest[at];
    if (is_quoted && letter == '"' && rest.substr(at + 1).starts_with('"')) {
      fields.back() += '"';
      ++at;
    } else if (letter == '"' && (is_quoted || trimmed(fields.back()).empty())) {
      is_quoted = !is_quoted;
    } else if (!is_quoted && (letter == ',' || letter == '\t' || letter == ';')) {
      fields.emplace_back();
    } else if (!is_quoted && (letter == '\n' || letter == '\r')) {
      break;
    } else {
      fields.back() += letter;
    }
  }
  if (is_quoted) {
    refuse_line(line, {"引号没有结束", "a quote is not closed"});
  }
  const bool is_crlf = rest.substr(at).starts_with("\r\n");
  rest.remove_prefix(std::min(rest.size(), at + (is_crlf ? 2 : 1)));
  for (std::string& field : fields) {
    field = trimmed(field);
  }
  return fields;
}

bool is_heading(const std::vector<std::string>& fields) {
  return fields[0].find_first_of("0123456789") == std::string::npos;
}

bool is_blank(const std::vector<std::string>& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](const std::string& field) { return field.empty(); });
}

Person make_learner(const std::string& school, const ClassListLine& line) {
  Person person;
  person.school = school;
  person.login = line.number;
  person.name = line.name;
  person.learner = line.number;
  return person;
}

std::optional<Person> find_login(Connection& db, const std::string& school,
                                 const std::string& login) {
  static const std::string sql =
      "SELECT " + person_columns() + " FROM person WHERE school=? AND login=?";
  Query query(db, sql, school, login);
  return query.next() ? std::optional(read_person(query)) : std::nullopt;
}

} // namespace

std::vector<ClassListLine> read_class_list(std::string_view bytes) {
  const std::string text = read_text(bytes);
  std::string_view rest = text;
  std::vector<ClassListLine> lines;
  std::set<std::string> numbers;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    const std::vector<std::string> fields = take_record(rest, line);
    if (is_blank(fields) || (line == 1 && is_heading(fields))) {
      continue;
    }
    if (fields.size() < 2 || fields[0].empty() || fields[1].empty()) {
      refuse_line(line, {"应为“学号,姓名”", "wanted: number,name"});
    }
    try {
      check_person(make_learner("x", {fields[0], fields[1]}));
    } catch (const Refusal& refusal) {
      refuse_line(line, refusal.reason);
    }
    if (!numbers.insert(fields[0]).second) {
      refuse_line(line,
                  fill({"学号 {0} 重复", "the number {0} stands twice"}, std::vector{fields[0]}));
    }
    if (lines.size() >= kMostClassListLines) {
      refuse_line(line, fill({"一次至多 {0} 人", "at most {0} learners at once"},
                             std::vector{std::to_string(kMostClassListLines)}));
    }
    lines.push_back({fields[0], fields[1]});
  }
  if (lines.empty()) {
    throw Refusal{400, {"名单是空的", "the list is empty"}};
  }
  return lines;
}

std::vector<ImportedLearner> ClassLists::import(const std::string& school,
                                                const std::string& class_id,
                                                const std::vector<ClassListLine>& lines,
                                                const Actor& by) {
  if (!Classes(hub_).find(school, class_id)) {
    throw Refusal{404, {"没有这个班级", "there is no such class"}};
  }
  People people(hub_, hashing_);
  // Hashing takes a while each: before the writer, which others wait for.
  std::vector<ImportedLearner> all;
  std::vector<std::string> hashes;
  for (const ClassListLine& line : lines) {
    const std::optional<Person> known = people.find_login(school, line.number);
    all.push_back({known ? *known : make_learner(school, line), ""});
    hashes.emplace_back();
    if (!known) {
      all.back().person.id = make_uuid();
      all.back().start_password = make_start_password();
      hashes.back() = hashing_.make_hash(all.back().start_password);
    }
  }
  hub_.writer().run([&](Connection& db) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      ImportedLearner& learner = all[k];
      if (!hashes[k].empty() && !insert_person(db, learner.person, hashes[k])) {
        throw Refusal{409,
                      {"名单正由别人导入，请再试一次",
                       "somebody else imports these learners at this moment, try again"}};
      }
      const std::optional<Person> now = find_login(db, school, learner.person.login);
      if (!now || now->role != Role::Learner) {
        throw Refusal{409,
                      fill({"学号 {0} 是一名教职员的账号，没有导入",
                            "the number {0} belongs to a member of staff; nothing was imported"},
                           std::vector{learner.person.login})};
      }
      Query(db, "INSERT INTO class_member(class, person) VALUES(?,?) ON CONFLICT DO NOTHING",
            class_id, now->id)
          .run();
    }
    AuditLog::append(db, {AuditAction::ClassImported, school, by, class_id,
                          std::to_string(all.size()) + " learners"});
  });
  return all;
}

} // namespace jixia
