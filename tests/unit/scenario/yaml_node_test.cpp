#include "scenario/yaml_node.h"

#include <gtest/gtest.h>

#include <chrono>

#include "scenario/yaml_guard.h"

namespace jixia {
namespace {

std::string refusal(const std::string& bytes) {
  Diagnostics problems;
  return parse_yaml("f.yaml", bytes, problems) ? "" : problems.text(Language::English);
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  for (std::size_t k = 0; k < times; ++k) {
    text += part;
  }
  return text;
}

TEST(YamlNode, keeps_order_and_place_of_every_value) {
  Diagnostics problems;
  const auto root = parse_yaml("f.yaml", "b: [1, 二, {c: 3}]\na: x\n", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->entries[0].key, "b");
  const YamlNode& list = root->entries[0].value;
  EXPECT_EQ(list.items[1].scalar, "二");
  EXPECT_EQ(list.items[2].find("c")->mark.column, 15); // counted in characters
  EXPECT_EQ(root->find("a")->mark.line, 2);
}

TEST(YamlNode, refuses_what_packs_never_need) {
  EXPECT_NE(refusal("a: &x 1\nb: *x\n").find("f.yaml:1:4"), std::string::npos);
  EXPECT_NE(refusal("b: *x\n").find("anchors and aliases"), std::string::npos);
  EXPECT_NE(refusal("- [1, *x]\n").find("anchors and aliases"), std::string::npos);
  EXPECT_NE(refusal("a: !!python/object 1\n").find("tags"), std::string::npos);
  EXPECT_NE(refusal("%YAML 1.2\n---\na: 1\n").find("directives"), std::string::npos);
  EXPECT_NE(refusal("? a\n: b\n").find("complex keys"), std::string::npos);
  EXPECT_NE(refusal("a: 1\n---\nb: 2\n").find("one document"), std::string::npos);
  EXPECT_NE(refusal("a: 1\na: 2\n").find("written twice"), std::string::npos);
  EXPECT_NE(refusal("a:\n\tb: 1\n").find("tab"), std::string::npos);
  EXPECT_NE(refusal("[a]: 1\n"), "");
  EXPECT_NE(refusal("").find("empty"), std::string::npos);
}

TEST(YamlNode, leaves_such_characters_alone_inside_text) {
  EXPECT_EQ(refusal("a: P1 & P2\nb: 'x * y'\nc: \"& *\"\nd: a != b\ne: it's [not] a {list}\n"), "");
  EXPECT_EQ(refusal("a: >-\n  * point\n  & and [[[[\nb: |\n  !x\n\n  %y\n"), "");
  EXPECT_EQ(refusal("- key: |\n    *text\n  other: 1\n"), "");
  EXPECT_EQ(refusal("# & comment *x\na: 1 # !y\n"), "");
  EXPECT_EQ(refusal("\xEF\xBB\xBF"
                    "a: 1\n"),
            "");
}

TEST(YamlNode, refuses_unseen_characters) {
  EXPECT_NE(refusal(std::string("a: x\0y\n", 7)).find("U+0000"), std::string::npos);
  EXPECT_NE(refusal("a: \"\\0\"\n").find("U+0000"), std::string::npos); // by an escape
  EXPECT_NE(refusal("a: \xE2\x80\xAE"
                    "x\n")
                .find("U+202E"),
            std::string::npos); // turns right to left
  EXPECT_NE(refusal("a: \xFF\xFE\n").find("UTF-8"), std::string::npos);
  EXPECT_NE(refusal("a: \xC0\xAF\n").find("UTF-8"), std::string::npos);     // overlong "/"
  EXPECT_NE(refusal("a: \xED\xA0\x80\n").find("UTF-8"), std::string::npos); // half a surrogate
}

TEST(YamlNode, refuses_bombs_in_little_time) {
  const auto start = std::chrono::steady_clock::now();
  std::string laughs = "a0: &a0 [x, x, x, x]\n";
  for (int k = 1; k < 30; ++k) {
    const std::string before = "*a" + std::to_string(k - 1);
    laughs += "a" + std::to_string(k) + ": &a" + std::to_string(k) + " [" + before + ", " + before +
              "]\n";
  }
  EXPECT_NE(refusal(laughs), "");
  EXPECT_NE(refusal(repeated("[", 500'000)), "");
  EXPECT_NE(refusal(repeated("[\n", 500'000)), "");
  EXPECT_NE(refusal(repeated("{a: ", 2'000)), "");
  EXPECT_NE(refusal(repeated("- ", 4'000)), "");
  std::string deep;
  for (std::size_t k = 0; k < 1000; ++k) {
    deep += std::string(k, ' ') + "a:\n";
  }
  EXPECT_NE(refusal(deep).find("nested deeper than 32"), std::string::npos);
  EXPECT_NE(refusal("a: " + std::string(10'000'000, 'x')), ""); // a line of 10 MB
  EXPECT_NE(refusal("a: " + std::string(1'000'000, 'x') + "\n").find("this line has"),
            std::string::npos);
  EXPECT_NE(refusal(repeated("- x\n", 200'000)).find("more than 100000"), std::string::npos);
  EXPECT_NE(refusal(repeated("a: b: c: ", 500)), "");
  EXPECT_NE(refusal(repeated("? ", 4'000)), "");
  EXPECT_NE(refusal(repeated("\"", 4'001)), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST(YamlNode, takes_a_big_harmless_file) {
  std::string text;
  for (int k = 0; k < 20'000; ++k) {
    text += "key" + std::to_string(k) + ": {zh: 中文, en: [1, 2]}\n";
  }
  EXPECT_EQ(refusal(text).substr(0, 60),
            "f.yaml:12500:28: error: more than 100000 values\n"); // 8 a line
}

} // namespace
} // namespace jixia
