// bench_render [line] [WIDTH HEIGHT [FRAMES [STILL [SHADOW TAPS SAMPLES PER_VERTEX SMOOTH]]]]
// Off screen: time from nothing to the first picture, then the median time of a picture while the
// camera orbits (or stands still) and pump couplings and a handwheel turn. Numbers for README.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "render/camera_control.h"
#include "render/capture.h"
#include "render/offscreen_context.h"
#include "support/scenes/demo_plant.h"

using namespace jixia;

namespace {

double now_ms() {
  const auto t = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(t).count();
}

/// Processor time of all threads; on a loaded machine it tells more than the clock.
double cpu_ms() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto ms = [](const timeval& t) {
    return 1e3 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_usec);
  };
  return ms(use.ru_utime) + ms(use.ru_stime);
}

int number(int argc, char** argv, int i, int otherwise) {
  return argc > i ? std::atoi(argv[i]) : otherwise;
}

double quantile(std::vector<double> v, double q) {
  std::sort(v.begin(), v.end());
  return v[static_cast<std::size_t>(q * static_cast<double>(v.size() - 1))];
}

/// The first of three boxes travels; its shadow is a live one.
void move_line(demo::DemoScene& scene, int frame) {
  const double x = -2.2 + 0.01 * (frame % 100);
  scene.equipment.at("BOX1").place(scene.view, {{x, 0, 0.915}, {}});
}

void move_parts(demo::DemoScene& scene, int frame) {
  if (scene.equipment.count("BOX1") == 1) return move_line(scene, frame);
  const double angle = 0.2 * frame;
  for (const char* pump : {"P101A", "P101B"}) {
    scene.equipment.at(pump).turn(scene.view, "coupling", angle);
  }
  scene.equipment.at("HV104A").turn(scene.view, "handwheel", angle / 3);
}

} // namespace

int main(int argc, char** argv) {
  const bool line = argc > 1 && std::string_view(argv[1]) == "line";
  if (line) {
    ++argv;
    --argc;
  }
  const render::Viewport viewport{0, 0, number(argc, argv, 1, 1366), number(argc, argv, 2, 768)};
  const int frames = number(argc, argv, 3, 120);
  const double start = now_ms();
  Text problem;
  const auto context = render::make_offscreen_context(problem);
  const auto renderer =
      context ? render::make_renderer(render::OffscreenContext::loader(), problem) : nullptr;
  if (!renderer) {
    std::fprintf(stderr, "%s\n", problem.en.c_str());
    return 1;
  }
  const bool still = number(argc, argv, 4, 0) != 0;
  if (argc > 9) {
    renderer->set_options({std::atoi(argv[5]), std::atoi(argv[6]), std::atoi(argv[7]),
                           std::atoi(argv[8]) != 0, std::atoi(argv[9]) != 0});
  }
  const double ready = now_ms();
  const ModelLibrary library = load_model_library(JIXIA_BINARY_DIR "/models");
  const double loaded = now_ms();
  demo::DemoScene scene = line ? demo::make_belt_line(library) : demo::make_pump_plant(library);
  move_parts(scene, 0);
  const double built = now_ms();
  const render::OffscreenTarget target(viewport.width, viewport.height);
  std::vector<double> times;
  double cpu_start = 0;
  for (int i = 0; i <= frames; ++i) {
    const double begin = now_ms();
    if (i > 0) {
      if (!still) render::orbit(scene.view.camera, 0.004, 0);
      move_parts(scene, i);
    }
    if (!renderer->draw(scene.view, viewport, 0, problem)) {
      std::fprintf(stderr, "%s\n", problem.en.c_str());
      return 1;
    }
    (void)render::read_framebuffer({0, 0, 1, 1}); // waits until the picture is drawn
    times.push_back(now_ms() - begin);
    if (i == 0) cpu_start = cpu_ms();
  }
  const double first = times.front();
  times.erase(times.begin());
  const double cpu_end = cpu_ms();
  mark_changed(scene.view);
  if (!renderer->draw(scene.view, viewport, 0, problem)) return 1;
  (void)render::read_framebuffer({0, 0, 1, 1});
  const double bake = cpu_ms() - cpu_end;
  const double cpu = (cpu_end - cpu_start) / std::max(frames, 1);
  const auto& s = renderer->statistics();
  const double median = quantile(times, 0.5);
  std::printf("%s\n%dx%d: context %.0f ms, models %.0f ms, scene %.0f ms, first draw %.0f ms\n",
              renderer->device_name().c_str(), viewport.width, viewport.height, ready - start,
              loaded - ready, built - loaded, first);
  std::printf("after mark_changed: processor %.0f ms\n", bake);
  std::printf(
      "frame: median %.1f ms (%.0f/s), 95 %% %.1f ms, processor %.1f ms; %lld triangles, %d "
      "calls\n",
      median, 1000 / median, quantile(times, 0.95), cpu, static_cast<long long>(s.triangles),
      s.draw_calls);
  return 0;
}
