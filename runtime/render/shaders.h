#pragma once

#include <string>

#include "base/text.h"

namespace jixia::render {

/// What a program draws; each exists for baked (world) and for instanced (local) vertices.
enum class ProgramKind { Lit, Depth, Hull };

/// Versions of the lit program.
struct LitVariant {
  int shadow_taps = 9;     ///< 0 (no shadows), 1, 4 or 9
  bool per_vertex = false; ///< light per vertex, only the shadow per pixel
  bool operator==(const LitVariant&) const = default;
};

/// GLSL 3.30 source, kept within what GLSL ES 3.00 also has, so that a GLES path needs only
/// another first line.
std::string vertex_source(ProgramKind kind, bool instanced, const LitVariant& variant);
std::string fragment_source(ProgramKind kind, const LitVariant& variant);

/// Compiles and links in the current context; 0 and `problem` with the driver's words if it fails.
unsigned make_program(const std::string& vertex, const std::string& fragment, Text& problem);

} // namespace jixia::render
