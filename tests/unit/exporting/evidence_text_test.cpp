// Evidence as people read it who do not know the tags by heart.
#include "exporting/evidence_text.h"

#include <gtest/gtest.h>

#include "example_run.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

class EvidenceText : public testing::Test {
 protected:
  Text reason(const std::string& tag, const Text& text) const {
    Evidence evidence;
    evidence.tag = tag;
    evidence.reason = text;
    return named_reason(*run_.world, evidence);
  }
  const ExampleRun run_;
};

TEST_F(EvidenceText, TheNameStandsBehindTheTagAsItWasWritten) {
  const Text bare =
      reason("PIC101.PV", {"PIC101 0.58 MPa > 0.55 MPa", "PIC101 0.58 MPa > 0.55 MPa"});
  EXPECT_EQ(bare.zh, "PIC101 V101 压力 0.58 MPa > 0.55 MPa");
  EXPECT_EQ(bare.en, "PIC101 (V101 pressure) 0.58 MPa > 0.55 MPa");
  EXPECT_EQ(reason("PIC101.PV", {"没有完成：PIC101.PV 低", "not done: PIC101.PV low"}).zh,
            "没有完成：PIC101.PV V101 压力 低");
}

class Still : public Component {
 public:
  void step(Phase, const StepInfo&, Signals&) override {}
};

/// A stop with a switch for its air; the meaning explains behind a semicolon.
World make_stop() {
  ComponentSpec spec;
  spec.type = "ExampleStop";
  spec.meaning = {"示例", "example"};
  PortSpec position, air;
  position.name = "POS";
  position.meaning = {"行程。", "Travel."};
  air.name = "AIR";
  air.direction = PortSpec::Direction::Input;
  air.place = Place::Field;
  air.meaning = {"压缩空气；关闭时落下。", "Compressed air; falls without it."};
  spec.ports = {position, air};
  spec.main_port = "POS";
  spec.make = [](ComponentInputs&&, Diagnostics&) -> std::unique_ptr<Component> {
    return std::make_unique<Still>();
  };
  ComponentRegistry registry;
  registry.add(spec);
  ComponentEntry entry;
  entry.tag = "Y1";
  entry.type = spec.type;
  entry.name = {"阻挡器", "Stop"};
  Diagnostics problems;
  return build_world({entry}, {}, registry, {}, problems).value();
}

TEST_F(EvidenceText, ATagOfMoreSaysItsComponentToo) {
  const World world = make_stop();
  const Evidence evidence{{}, {}, "Y1.AIR", 0.0, {"Y1.AIR 为 否", "Y1.AIR is no"}};
  EXPECT_EQ(named_reason(world, evidence).zh, "Y1.AIR 阻挡器 压缩空气 为 否");
  EXPECT_EQ(named_reason(world, evidence).en, "Y1.AIR (Stop, compressed air) is no");
  EXPECT_EQ(full_name(world, *world.find_tag("Y1")).en, "Stop");
}

TEST_F(EvidenceText, APartOfAnotherTagIsNotTheTag) {
  const Text other{"PIC1010 与 XPIC101 与 PIC101.SP", "PIC1010, XPIC101, PIC101.SP"};
  EXPECT_EQ(reason("PIC101.PV", other), other);
}

TEST_F(EvidenceText, WithoutATagNothingIsAdded) {
  EXPECT_EQ(reason("", {"没有开始", "never began"}).en, "never began");
  EXPECT_EQ(reason("GONE.PV", {"GONE.PV 高", "GONE.PV high"}).en, "GONE.PV high");
}

} // namespace
} // namespace jixia
