#include "pages/pack_page.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "packaging/pack_manifest.h"
#include "pages/evidence_of_use.h"
#include "pages/markdown.h"
#include "pages/pack_facts.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

struct Shown {
  std::vector<PackRow> versions; ///< listed ones, the newest first
  const PackRow* row = nullptr;
  PackFacts facts;
};

Shown find_shown(const HttpRequest& request, Registry& registry) {
  Shown shown;
  shown.versions = registry.packs().versions(request.path_values.at(0), request.path_values.at(1));
  std::erase_if(shown.versions,
                [](const PackRow& row) { return row.state != PackRow::State::Listed; });
  std::sort(shown.versions.begin(), shown.versions.end(),
            [](const PackRow& a, const PackRow& b) { return a.number > b.number; });
  const bool is_named = request.path_values.size() > 2;
  const auto at =
      std::find_if(shown.versions.begin(), shown.versions.end(), [&](const PackRow& row) {
        return is_named ? row.name.version == request.path_values[2] : row.withdrawn.empty();
      });
  if (shown.versions.empty() || (is_named && at == shown.versions.end())) {
    throw Refusal{404, {"没有这个资源包或版本", "there is no such pack or version"}};
  }
  shown.row = at != shown.versions.end() ? &*at : &shown.versions.front();
  shown.facts = read_pack_facts(*shown.row);
  return shown;
}

Text withdrawal_name(const std::string& kind) {
  return kind == "recalled" ? Text{"已召回", "recalled"} : Text{"已撤回", "yanked"};
}

Text reason_of(const PackRow& row) {
  return {row.reason_zh, row.reason_en.empty() ? row.reason_zh : row.reason_en};
}

std::string names_text(const char* kind, const std::vector<std::string>& values,
                       Language language) {
  std::string all;
  for (const std::string& value : values) {
    const std::string name = facet_value_name(kind, value).in(language);
    all += (all.empty() ? "" : Text{"、", ", "}.in(language)) + name +
           (name != value && std::string_view(kind) != "language" ? " " + value : "");
  }
  return all;
}

Html make_hero(const Shown& shown, const std::string& school_name, Language language) {
  const PackRow& row = *shown.row;
  const PackFacts& facts = shown.facts;
  Html html(language);
  html.add(
      "<section class=\"card hero\">{}<div class=\"body\"><p class=\"crumbs\"><a "
      "href=\"/\">{}</a> / <a href=\"/?domain={}\">{}</a></p><div class=\"top\"><h1>{}</h1>",
      pack_picture(row, facts, language), Text{"资源库", "Catalogue"}, escape_query(facts.domain),
      domain_name(facts.domain), facts.title);
  html.add(row.withdrawn.empty() ? Markup("<span class=\"mark ok\">{}</span>")
                                 : Markup("<span class=\"mark bad\">{}</span>"),
           row.withdrawn.empty() ? Text{"已核验", "checked"} : withdrawal_name(row.withdrawn));
  html.add("</div><p class=\"quiet\">{}</p><dl class=\"facts\">", facts.summary);
  const auto fact = [&](const Text& name, const std::string& value) {
    html.add_if(!value.empty(), "<dt>{}</dt><dd>{}</dd>", name, value);
  };
  fact({"版本", "Version"},
       row.name.version + "  " + day_text(row.changed_ms) + "  " + size_text(row.size));
  fact({"学校", "School"}, school_name);
  fact({"共同体", "Community"}, facts.community);
  fact({"专业", "Speciality"}, names_text("speciality", facts.specialities, language));
  fact({"对标", "Occupation"}, names_text("occupation", facts.occupations, language));
  fact({"许可", "Licence"}, facts.licence);
  html.add("</dl></div></section>");
  html.add_if(!row.withdrawn.empty(), "<p class=\"note bad\">{}</p>",
              fill(row.withdrawn == "recalled"
                       ? Text{"这个版本已召回，不要再用：{0}",
                              "This version was recalled, do not use it: {0}"}
                       : Text{"这个版本已撤回：{0}", "This version was yanked: {0}"},
                   {reason_of(row)}));
  return html;
}

Html make_fetch_card(const Shown& shown, const std::string& host, Language language) {
  const PackRow& row = *shown.row;
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{}</h2><pre>jixia-pack fetch {}/{}@{} --library "
      "http://{}</pre><p class=\"small\">{}</p><p class=\"actions\"><a class=\"button\" "
      "href=\"/tuf/targets/{}/{}/{}.{}.zip\" download>{}</a><a class=\"button\" "
      "href=\"/api/packs/{}/{}/{}/minisig\" download=\"{}-{}.zip.minisig\">{}</a></p>"
      "<details><summary>SHA-256</summary><code class=\"wrap\">{}</code></details></section>",
      Text{"取用", "Fetch"}, row.name.school, row.name.id, row.name.version, host,
      Text{"在终端里运行；学生机的窗口也能在资源库页面直接取用。",
           "Run it in a terminal; the learners' window fetches it from its library page too."},
      row.name.school, row.name.id, row.sha256, row.name.version,
      fill({"下载 {0}", "Download {0}"}, {size_text(row.size)}), row.name.school, row.name.id,
      row.name.version, row.name.id, row.name.version, Text{"签名文件", "Signature"}, row.sha256);
  return html;
}

Html make_exercises(const PackFacts& facts, Language language) {
  Html html(language);
  html.add("<section class=\"card\"><h2>{}</h2>",
           Text{"学习目标与练习", "Objectives and exercises"});
  if (!facts.objectives.empty()) {
    html.add("<ul>");
    for (const Text& objective : facts.objectives) {
      html.add("<li>{}</li>", objective);
    }
    html.add("</ul>");
  }
  html.add("<div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th></tr></thead><tbody>",
           Text{"练习", "Exercise"}, Text{"名称", "Id"});
  for (const PackFacts::Exercise& exercise : facts.exercises) {
    html.add("<tr><td>{}</td><td><code>{}</code></td></tr>", exercise.title, exercise.id);
  }
  return html.add("</tbody></table></div></section>");
}

Html make_versions(const Shown& shown, Language language) {
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{} <span class=\"small\">{}</span></h2><div "
      "class=\"table\"><table><thead><tr><th>{}</th><th>{}</th><th "
      "class=\"number\">{}</th><th>{}</th></tr></thead><tbody>",
      Text{"版本", "Versions"},
      fill({"共 {0} 个", "{0} in all"}, {std::to_string(shown.versions.size())}),
      Text{"版本", "Version"}, Text{"发布", "Published"}, Text{"大小", "Size"},
      Text{"状态", "State"});
  for (const PackRow& row : shown.versions) {
    html.add(&row == shown.row ? Markup("<tr class=\"selected\">") : Markup("<tr>"));
    html.add("<td><a href=\"{}\">{}</a></td><td>{}</td><td class=\"number\">{}</td><td>",
             pack_address(row.name.school, row.name.id, row.name.version), row.name.version,
             day_text(row.changed_ms), size_text(row.size));
    if (row.withdrawn.empty()) {
      html.add("<span class=\"ok\">{}</span>", Text{"可用", "available"});
    } else {
      html.add("<span class=\"bad\">{}</span><br>{}", withdrawal_name(row.withdrawn),
               reason_of(row));
    }
    html.add("</td></tr>");
  }
  return html.add("</tbody></table></div></section>");
}

Text operator_name(const std::string& id) {
  return id == "expert"       ? Text{"专家", "expert"}
         : id == "do-nothing" ? Text{"什么也不做", "nobody acts"}
                              : same_text(id);
}

/// What the admission found: every operator's score against what the pack promises.
Html make_report(const Shown& shown, Language language) {
  const Json report = Json::parse(shown.row->report, nullptr, false);
  const Json runs = report.is_object() ? report.value("runs", Json::array()) : Json::array();
  Html html(language);
  html.add(
      "<section class=\"card\" id=\"report\"><h2>{} <span class=\"small\">{}</span></h2><p "
      "class=\"small\">{}</p><details><summary>{}</summary><div class=\"table\"><table><thead>"
      "<tr><th>{}</th><th>{}</th><th class=\"number\">{}</th><th class=\"number\">{}</th></tr>"
      "</thead><tbody>",
      Text{"入库检查", "Admission"},
      fill({"{0} 次运行全部符合", "all {0} runs as promised"}, {std::to_string(runs.size())}),
      Text{"资源库逐位重建文件，核对签名，并在隔离的进程里让每个操作员把每个练习做一遍："
           "专家应得满分，典型错误应失该失的分。",
           "The library rebuilt the file bit by bit, checked its signature and had every "
           "operator play every exercise in a sandbox: the expert earns full marks, typical "
           "mistakes lose what they should."},
      Text{"各次运行", "The runs"}, Text{"练习", "Exercise"}, Text{"操作员", "Operator"},
      Text{"得分", "Score"}, Text{"应得", "Promised"});
  for (const Json& run : runs) {
    if (!run.is_object()) {
      continue;
    }
    const std::string exercise = run.value("exercise", "");
    const auto& known = shown.facts.exercises;
    const auto at = std::find_if(known.begin(), known.end(),
                                 [&](const auto& one) { return one.id == exercise; });
    const double lowest = run.value("lowest", 0.0), highest = run.value("highest", 0.0);
    html.add(
        "<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td><td "
        "class=\"number\">{}</td></tr>",
        at != known.end() ? at->title : same_text(exercise),
        operator_name(run.value("operator", "")), decimal_text(run.value("score", 0.0)),
        lowest == highest ? decimal_text(lowest)
                          : decimal_text(lowest) + "–" + decimal_text(highest));
  }
  return html.add("</tbody></table></div></details></section>");
}

Html make_lesson(Registry& registry, const PackRow& row, Language language) {
  Html html(language);
  Text problem;
  const auto manifest = read_pack_manifest(row.manifest, problem);
  std::string markdown;
  for (const PackManifest::File& file :
       manifest ? manifest->files : std::vector<PackManifest::File>()) {
    if (file.path == "lesson.zh.md") {
      markdown = registry.blobs().read(file.sha256).value_or("");
    }
  }
  return markdown.empty()
             ? html
             : html.add("<section class=\"card\">")
                   .add_if(language == Language::English, "<p class=\"small\">{}</p>",
                           Text{"讲义", "This lesson is written in Chinese."})
                   .add("<div class=\"lesson\" lang=\"zh-CN\" role=\"region\" aria-label=\"{}\">",
                        Text{"讲义", "Lesson"})
                   .add_safe(markdown_html(markdown))
                   .add("</div></section>");
}

void add_steps_table(Html& html, const EvidenceOfUse& use) {
  html.add(
      "<details><summary>{}</summary><div class=\"table\"><table><thead><tr><th>{}</th><th "
      "class=\"number\">{}</th><th class=\"number\">{}</th></tr></thead><tbody>",
      Text{"数据表", "Table"}, Text{"步骤", "Step"}, Text{"得分率", "Points earned"},
      Text{"失分的人", "Lost points"});
  for (const EvidenceOfUse::Step& step : use.steps) {
    html.add(
        "<tr><td class=\"name\">{}</td><td class=\"number\">{}</td><td "
        "class=\"number\">{}</td></tr>",
        step.title, percent_text(step.share), percent_text(step.losers));
  }
  html.add("</tbody></table></div></details>");
}

std::vector<EvidenceOfUse> find_evidence(const PackRow& row, Hub& hub) {
  std::vector<EvidenceOfUse> found;
  for (const UsageStore::ExerciseUses& uses : UsageStore(hub).of_pack(row.digest)) {
    if (std::optional<EvidenceOfUse> evidence = calc_evidence(uses)) {
      found.push_back(std::move(*evidence));
    }
  }
  return found;
}

Html make_use(const PackRow& row, const std::vector<EvidenceOfUse>& evidence, Language language) {
  Html html(language);
  html.add("<section class=\"card\" id=\"use\"><h2>{}</h2>", Text{"使用证据", "Evidence of use"});
  if (evidence.empty()) {
    return html.add(
        "<p class=\"small\">{}</p></section>",
        Text{"还不够多：至少两所学校，且去掉任何一所学校后仍有 5 名学员做过，才显示难度和失分点。",
             "Not enough yet: difficulty and lost points are shown once at least two "
             "schools have results and 5 learners remain whichever school is left out."});
  }
  const std::string data =
      pack_address(row.name.school, row.name.id, row.name.version) + "/use.json";
  for (std::size_t k = 0; k < evidence.size(); ++k) {
    const EvidenceOfUse& use = evidence[k];
    html.add(
        "<h3>{}</h3><p class=\"small\">{}</p>", use.title,
        fill({"{0} 名以上学员首次练习，{1} 所学校；平均得分率 {2}，及格 {3}",
              "First attempts of {0} or more learners, {1} schools; mean score {2}, passed {3}"},
             std::vector<std::string>{std::to_string(use.learners), std::to_string(use.schools),
                                      percent_text(use.score), percent_text(use.passed)}));
    const Text what{"每一步失分的学员比例", "Share of learners who lost points, by step"};
    html.add(
        "<p class=\"small\">{}</p><figure class=\"chart\" data-chart=\"use\" "
        "data-source=\"{}\" data-index=\"{}\" role=\"img\" aria-label=\"{}\"></figure>",
        what, data, k, what);
    add_steps_table(html, use);
  }
  return html.add("<p class=\"small\">{}</p></section>",
                  Text{"只计每名学员的第一次练习；比例取整到 5 %，不显示少于 5 人的数字。",
                       "Each learner's first attempt only; shares in steps of 5 %, no figure of "
                       "fewer than 5 learners."});
}

} // namespace

HttpAnswer make_pack_page(const HttpRequest& request, const Caller* caller, Registry& registry,
                          Hub& hub) {
  const Shown shown = find_shown(request, registry);
  const PackRow& row = *shown.row;
  const Language language = request.language();
  const std::optional<School> school = hub.find_school(row.name.school);
  const Text school_name =
      school ? Text{school->name_zh, school->name_en} : same_text(row.name.school);
  const std::vector<EvidenceOfUse> evidence = find_evidence(row, hub);
  Html html(language);
  html.add("{}<div class=\"columns\"><div>{}{}</div><div>{}{}{}{}</div></div>",
           make_hero(shown, school_name.in(language), language),
           make_exercises(shown.facts, language), make_lesson(registry, row, language),
           make_fetch_card(shown, request.header("Host"), language),
           make_use(row, evidence, language), make_versions(shown, language),
           make_report(shown, language));
  return make_page({shown.facts.title, Section::Catalogue, false, !evidence.empty()}, request,
                   caller, html);
}

HttpAnswer make_pack_use(const HttpRequest& request, Registry& registry, Hub& hub) {
  const Shown shown = find_shown(request, registry);
  const Language language = request.language();
  Json all = Json::array();
  for (const EvidenceOfUse& use : find_evidence(*shown.row, hub)) {
    Json steps = Json::array();
    for (const EvidenceOfUse::Step& step : use.steps) {
      steps.push_back(
          {{"title", step.title.in(language)}, {"share", step.share}, {"losers", step.losers}});
    }
    all.push_back(
        {{"exercise", use.exercise}, {"title", use.title.in(language)}, {"steps", steps}});
  }
  HttpAnswer answer;
  answer.body = all.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return answer.with("Cache-Control", "no-cache");
}

} // namespace jixia
