#include "people_commands.h"

#include <cstdio>
#include <memory>

#include "library_server.h"
#include "people/personal_data.h"
#include "recording/identity.h"

namespace jixia {
namespace {

const Actor kBy{kCommandLine, ""};

std::string both(const Text& text) {
  return text.zh + " / " + text.en;
}

int fail(const Text& why) {
  std::fprintf(stderr, "%s\n%s\n", why.zh.c_str(), why.en.c_str());
  return 1;
}

/// What the commands are told; they live as long as the command line.
struct Told {
  std::string school, login, name, role, head, only_school;
  std::int64_t rows = 0;
};

int add_person(const LibraryPlaces& places, const Told& told) {
  const std::optional<Role> role = find_role(told.role);
  if (!role) {
    return fail(fill({"没有角色 {0}", "there is no role {0}"}, std::vector{told.role}));
  }
  Hub hub(open_hub_database(places));
  Accounts accounts(hub);
  Person person;
  person.school = belongs_to_school(*role) ? told.school : "";
  person.login = told.login;
  person.name = told.name;
  person.role = *role;
  person.learner = *role == Role::Learner ? told.login : "";
  const std::string start = make_start_password();
  if (!accounts.people.add(person, start, kBy)) {
    return fail({"这个账号已有人使用", "this account is taken"});
  }
  std::printf("%s\n", start.c_str()); // shown once; only a hash is kept
  return 0;
}

int reset_password(const LibraryPlaces& places, const Told& told) {
  Hub hub(open_hub_database(places));
  Accounts accounts(hub);
  const std::optional<Person> person = accounts.people.find_login(told.school, told.login);
  const std::string start = make_start_password();
  if (!person || !accounts.people.reset_password(told.school, person->id, start, kBy)) {
    return fail({"没有这个账号", "there is no such account"});
  }
  std::printf("%s\n", start.c_str());
  return 0;
}

int verify_audit(const LibraryPlaces& places, const Told& told) {
  Hub hub(open_hub_database(places));
  const AuditCheck check = AuditLog(hub).verify(told.rows, told.head);
  if (!check.is_whole) {
    return fail(check.finding);
  }
  std::printf("%s\n%s\n%lld %s\n", check.finding.zh.c_str(), check.finding.en.c_str(),
              static_cast<long long>(check.rows), check.head.c_str());
  return 0;
}

int apply_retention(const LibraryPlaces& places) {
  Hub hub(open_hub_database(places));
  Accounts accounts(hub);
  ShardMap shards(places.shard_map, places.url);
  SchoolDatabases schools(
      [&](const std::string& school) {
        return open_school_database(places, shards.url_of(school), school);
      },
      [&](const std::string& school) { return shards.url_of(school); });
  for (const School& school : hub.schools()) {
    const PersonalData::Swept swept =
        PersonalData(accounts, schools).apply_retention(school.id, wall_clock_ms(), kBy);
    std::printf("%s\t%lld\t%lld\n", school.id.c_str(), static_cast<long long>(swept.bundles),
                static_cast<long long>(swept.persons));
  }
  return 0;
}

/// Runs a command; what it refuses becomes a message.
int guarded(const std::function<int()>& act) {
  try {
    return act();
  } catch (const Refusal& refusal) {
    return fail(refusal.reason);
  }
}

} // namespace

void add_people_commands(CLI::App& admin, const LibraryPlaces& places, std::function<int()>& chosen) {
  const auto told = std::make_shared<Told>();
  const auto add = [&](const char* name, const Text& meaning, auto act) {
    CLI::App* command = admin.add_subcommand(name, both(meaning));
    command->callback([&places, &chosen, told, act] {
      chosen = [&places, told, act] { return guarded([&] { return act(places, *told); }); };
    });
    return command;
  };
  const Text school{"所属学校；联盟的人不用填", "the person's school; none for the alliance's"};
  CLI::App* adding = add("add-person",
                         {"添加人员，输出初始密码（学校的第一位管理员、联盟的人）",
                          "add a person, print the start password (a school's first "
                          "administrator, the alliance's people)"},
                         add_person);
  adding->add_option("LOGIN", told->login)->required();
  adding->add_option("--name", told->name, both({"姓名", "name"}))->required();
  adding->add_option("--school", told->school, both(school));
  adding
      ->add_option("--role", told->role,
                   "learner, teacher, school-administrator, alliance-office, auditor")
      ->required();
  CLI::App* resetting =
      add("reset-password", {"换成新的初始密码", "a new start password"}, reset_password);
  resetting->add_option("LOGIN", told->login)->required();
  resetting->add_option("--school", told->school, both(school));
  CLI::App* verifying = add("verify-audit",
                            {"核对审计日志：有没有被改、被删、被调换；输出条数与末条摘要",
                             "check the audit log for changed, removed or moved rows; prints the "
                             "count and the last hash"},
                            verify_audit);
  verifying->add_option("--rows", told->rows,
                        both({"以前抄下的条数", "the count that was noted before"}));
  verifying->add_option("--head", told->head,
                        both({"以前抄下的摘要", "the hash that was noted before"}));
  add("apply-retention",
      {"按各校的保存期限清理（服务运行时每天自动做）",
       "clear what is due by each school's rule (a running server does it daily)"},
      [](const LibraryPlaces& in, const Told&) { return apply_retention(in); });
}

} // namespace jixia
