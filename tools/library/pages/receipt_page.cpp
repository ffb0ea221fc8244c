#include "pages/receipt_page.h"

#include "http/form.h"
#include "records/receipt.h"

namespace jixia {
namespace {

Html make_form(const Caller* caller, Language language) {
  Html html(language);
  html.add(
          "<section class=\"card\"><form method=\"post\" action=\"/receipt\" "
          "enctype=\"multipart/form-data\">")
      .add_safe(csrf_field(caller))
      .add(
          "<div class=\"field\"><label for=\"file\">{}</label><input type=\"file\" id=\"file\" "
          "name=\"file\" accept=\".json,application/json\"></div>"
          "<div class=\"field\"><label for=\"receipt\">{}</label><textarea class=\"code\" "
          "id=\"receipt\" name=\"receipt\" spellcheck=\"false\"></textarea></div>"
          "<p class=\"actions\"><button class=\"primary\">{}</button></p></form></section>",
          Text{"选择凭据文件", "Choose the receipt's file"},
          Text{"或粘贴凭据内容", "or paste what it says"}, Text{"检查", "Check"});
  return html;
}

Html make_explanation(Language language) {
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{}</h2><ul><li>{}</li><li>{}</li><li>{}</li></ul><h2>{}</h2>"
      "<ul><li>{}</li><li>{}</li><li>{}</li></ul><p class=\"small\">{} "
      "<code>jixia-library check-receipt FILE --key HEX</code></p></section>",
      Text{"凭据能证明", "What a receipt proves"},
      Text{"资源库把这次练习从头重算过，分数就是凭据上的分数。",
           "The library ran the attempt again from its start and found this score."},
      Text{"凭据写好以后没有改过一个字。", "Not a letter of it was changed since it was written."},
      Text{"它记在只增不减的日志里，事后不能悄悄补写或抽走。",
           "It stands in an append-only log: nothing can be slipped in or taken out later."},
      Text{"凭据不能证明", "What it does not prove"},
      Text{"坐在电脑前的是谁：凭据只写化名，对得上人的名册在学校。",
           "Who sat at the computer: it names a pseudonym; the list of names is the school's."},
      Text{"练习时有没有人在旁边帮忙。", "Whether somebody helped."},
      Text{"分数按别的版本或别的评分标准会是多少。",
           "What the score would be by another version or other criteria."},
      Text{"不联网也能检查：", "It can be checked without a network:"});
  return html;
}

std::string text_of(const Json& leaf, const char* name) {
  const auto at = leaf.find(name);
  return at != leaf.end() && at->is_string() ? at->get<std::string>() : std::string();
}

double number_of(const Json& leaf, const char* name) {
  const auto at = leaf.find(name);
  return at != leaf.end() && at->is_number() ? at->get<double>() : 0.0;
}

std::string pseudonym_of(const Json& leaf) {
  const Json statement = leaf.value("statement", Json::object());
  const Json actor =
      statement.is_object() ? statement.value("actor", Json::object()) : Json::object();
  const Json account = actor.is_object() ? actor.value("account", Json::object()) : Json::object();
  return account.is_object() ? text_of(account, "name") : "";
}

Html make_verdict(const ReceiptCheck& check, bool is_ours, Language language) {
  Html html(language);
  if (!check.is_valid) {
    return html.add("<section class=\"card\" role=\"alert\"><p class=\"note bad\">{}</p></section>",
                    fill({"凭据无效：{0}", "Not valid: {0}"}, {check.finding}));
  }
  html.add(
      "<section class=\"card\" role=\"status\"><p class=\"note {}\">{}</p><dl class=\"facts\">",
      is_ours ? "ok" : "",
      is_ours ? Text{"✓ 凭据有效，出自本资源库", "✓ Valid, and from this library"}
              : Text{"凭据前后一致，但出自另一个资源库：先向联盟核对下面的公钥，再相信它",
                     "It fits together, but is from another library: compare the public key "
                     "below with the alliance before you believe it"});
  const auto fact = [&](const Text& name, const std::string& value) {
    html.add("<dt>{}</dt><dd>{}</dd>", name, value);
  };
  const Json& leaf = check.leaf;
  fact({"资源包", "Pack"}, text_of(leaf, "pack"));
  fact({"练习", "Exercise"}, text_of(leaf, "exercise"));
  fact({"得分", "Score"},
       decimal_text(number_of(leaf, "score")) + " / " + decimal_text(number_of(leaf, "max")));
  fact({"学校", "School"}, text_of(leaf, "school"));
  fact({"学员化名", "Pseudonym"}, pseudonym_of(leaf));
  fact({"核验时间", "Verified at"}, text_of(leaf, "verified_at"));
  fact({"练习编号", "Attempt"}, text_of(leaf, "attempt"));
  fact({"资源包摘要", "Digest of the pack"}, text_of(leaf, "pack_digest"));
  fact({"资源库公钥", "Library's public key"}, text_of(leaf, "library"));
  return html.add("</dl></section>");
}

HttpAnswer make_answer(const HttpRequest& request, const Caller* caller, const Html& verdict) {
  const Language language = request.language();
  Html html(language);
  html.add("<div class=\"top\"><h1>{}</h1></div>{}{}{}", Text{"验凭据", "Check a receipt"}, verdict,
           make_form(caller, language), make_explanation(language));
  return make_page({{"验凭据", "Check a receipt"}, Section::Receipt, true}, request, caller, html);
}

} // namespace

HttpAnswer make_receipt_page(const HttpRequest& request, const Caller* caller) {
  return make_answer(request, caller, Html(request.language()));
}

HttpAnswer make_receipt_answer(const HttpRequest& request, const Caller* caller, ReceiptLog& log) {
  const Form form = read_form(request);
  std::string text = form.value("receipt");
  for (const FormPart& file : form.files) {
    text = file.name == "file" && !file.content.empty() ? file.content : text;
  }
  const std::string own_key = log.make_head().value("public_key", "");
  ReceiptCheck check = check_receipt(text, "");
  if (text.empty()) {
    check.finding = {"没有选择文件，也没有粘贴内容", "no file was chosen and nothing was pasted"};
  }
  const bool is_ours = check.is_valid && check_receipt(text, own_key).is_valid;
  return make_answer(request, caller, make_verdict(check, is_ours, request.language()));
}

} // namespace jixia
