#include "hmi/unit_picture.h"

#include <array>

#include "hmi/symbols.h"

namespace jixia::hmi {
namespace {

bool has(const std::string& id, const char* word) {
  return id.find(word) != std::string::npos;
}

void draw_pump_unit(Canvas& c, float x, float y) {
  c.box({x - 62, y - 22, 26, 38}, kEquipment, kText, 7, 1.3F);
  c.path({{x - 49, y + 16}, {x - 49, y + 24}, {x - 20, y + 24}, {x - 20, y + 8}, {x - 10, y + 8}}, kPipe, 2.5F);
  draw_pump(c, {x + 2, y + 7}, PumpLook::Running, 12);
  c.path({{x + 20, y - 2}, {x + 70, y - 2}}, kPipe, 2.5F);
  draw_valve(c, {x + 46, y - 2}, {ValveLook::Open, ValveKind::Control, false, false, 8});
}

void draw_tanks(Canvas& c, float x, float y) {
  for (const float d : {-56.0F, -10.0F, 36.0F}) {
    c.box({x + d, y - 20, 26, 34}, kEquipment, kText, 6, 1.3F);
    c.fill({x + d + 4, y - 2, 18, 12}, kLiquid);
  }
  c.path({{x - 30, y + 6}, {x - 10, y + 6}}, kPipe, 2.5F);
  c.path({{x + 16, y + 6}, {x + 36, y + 6}}, kPipe, 2.5F);
}

void draw_exchanger(Canvas& c, float x, float y) {
  c.path({{x - 70, y}, {x + 70, y}}, kPipe, 2.5F);
  c.disc({x, y}, 20, kEquipment, kText, 1.4F);
  c.path({{x - 20, y}, {x - 8, y}, {x - 3, y - 10}, {x + 3, y + 10}, {x + 8, y}, {x + 20, y}}, kText);
}

void draw_column(Canvas& c, float x, float y) {
  c.path({{x - 60, y + 2}, {x - 14, y + 2}}, kPipe, 2.5F);
  c.path({{x + 14, y - 18}, {x + 60, y - 18}}, kPipe, 2.5F);
  c.path({{x + 14, y + 18}, {x + 60, y + 18}}, kPipe, 2.5F);
  c.box({x - 14, y - 26, 28, 52}, kEquipment, kText, 9, 1.4F);
  for (const float d : {-12.0F, 0.0F, 12.0F}) {
    c.line({x - 14, y + d}, {x + 14, y + d}, kText);
  }
}

void draw_reactor(Canvas& c, float x, float y) {
  c.box({x - 20, y - 20, 40, 42}, kEquipment, kText, 12, 1.4F);
  c.line({x, y - 28}, {x, y + 10}, kText, 1.5F);
  c.line({x - 9, y + 10}, {x + 9, y + 10}, kText, 2);
}

void draw_compressor(Canvas& c, float x, float y) {
  c.path({{x - 66, y}, {x + 66, y}}, kPipe, 2.5F);
  c.polygon({{x - 28, y - 20}, {x + 28, y - 9}, {x + 28, y + 9}, {x - 28, y + 20}}, kEquipment, kText, 1.4F);
}

void draw_belt(Canvas& c, float x, float y) {
  c.box({x - 60, y + 4, 120, 9}, kOff, kText, 2);
  c.box({x - 40, y - 13, 18, 17}, kOn, kText, 1, 1.2F);
  c.box({x + 6, y - 13, 18, 17}, kOn, kText, 1, 1.2F);
  for (const float d : {-52.0F, 0.0F, 52.0F}) {
    c.disc({x + d, y + 18}, 4, kOn, kText);
  }
  c.dashes(std::array<Point, 2>{Point{x + 40, y - 18}, Point{x + 40, y + 4}}, kDanger, 1, 3, 2);
}

} // namespace

void draw_unit_picture(Canvas& c, Point p, const std::string& id, const std::string& domain) {
  if (domain == "manufacturing") {
    draw_belt(c, p.x, p.y);
  } else if (has(id, "pump")) {
    draw_pump_unit(c, p.x, p.y);
  } else if (has(id, "exchanger") || has(id, "furnace") || has(id, "heater")) {
    draw_exchanger(c, p.x, p.y);
  } else if (has(id, "column") || has(id, "distillation") || has(id, "absor")) {
    draw_column(c, p.x, p.y);
  } else if (has(id, "reactor")) {
    draw_reactor(c, p.x, p.y);
  } else if (has(id, "compressor")) {
    draw_compressor(c, p.x, p.y);
  } else {
    draw_tanks(c, p.x, p.y);
  }
}

} // namespace jixia::hmi
