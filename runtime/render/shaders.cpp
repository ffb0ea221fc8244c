#include "render/shaders.h"

#include <glad/gl.h>

#include <vector>

namespace jixia::render {
namespace {

constexpr const char* kFirstLine = "#version 330 core\n";

// Attributes shared by all vertex shaders. World position and direction of one vertex.
constexpr const char* kPlacement = R"(
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec4 a_normal;
layout(location = 2) in vec4 a_colour;  // sRGB, glow
layout(location = 3) in vec4 a_gloss;   // linear specular, shininess / 127
layout(location = 4) in vec4 a_hull;    // normal averaged over all vertices of this place
#ifdef INSTANCED
layout(location = 5) in vec4 a_row0;
layout(location = 6) in vec4 a_row1;
layout(location = 7) in vec4 a_row2;
layout(location = 8) in vec4 a_tint;    // sRGB, 1: use it
layout(location = 9) in float a_glow;
vec3 world_position() {
  vec4 p = vec4(a_position, 1.0);
  return vec3(dot(a_row0, p), dot(a_row1, p), dot(a_row2, p));
}
vec3 world_direction(vec3 n) {
  vec3 x = vec3(a_row0.x, a_row1.x, a_row2.x);
  vec3 y = vec3(a_row0.y, a_row1.y, a_row2.y);
  vec3 z = vec3(a_row0.z, a_row1.z, a_row2.z);
  return normalize(x * (n.x / dot(x, x)) + y * (n.y / dot(y, y)) + z * (n.z / dot(z, z)));
}
#else
vec3 world_position() { return a_position; }
vec3 world_direction(vec3 n) { return n; }
#endif
)";

// The light model and its constants follow three.js' MeshPhongMaterial, in which the look board
// was drawn: irradiance / pi, Blinn-Phong with Schlick's Fresnel term; fog in display space.
constexpr const char* kLight = R"(
uniform vec3 u_sky;       // linear colour times strength / pi
uniform vec3 u_ground;
uniform vec3 u_sun;
uniform vec3 u_fill;
uniform vec3 u_to_sun;
uniform vec3 u_to_fill;
vec3 display_of(vec3 c) {
  c = clamp(c, 0.0, 1.0);
  vec3 s1 = sqrt(c);
  vec3 s2 = sqrt(s1);
  vec3 s3 = sqrt(s2);
  return 0.662002687 * s1 + 0.684122060 * s2 - 0.323583601 * s3 - 0.0225411470 * c;
}
vec3 light_without_sun(vec3 n) {
  return mix(u_ground, u_sky, 0.5 * n.z + 0.5) + u_fill * max(dot(n, u_to_fill), 0.0);
}
// Highlight for one unit of sunlight; gloss: specular, shininess.
float shine_of(vec3 n, vec3 to_eye, vec2 gloss) {
  vec3 h = normalize(u_to_sun + to_eye);
  float grazing = 1.0 - max(dot(u_to_sun, h), 0.0);
  float g2 = grazing * grazing;
  float fresnel = gloss.x + (1.0 - gloss.x) * g2 * g2 * grazing;
  float lobe = pow(max(dot(n, h), 1e-4), gloss.y) * (gloss.y * 0.5 + 1.0);
  return 0.25 * fresnel * lobe * step(0.001, gloss.x);
}
)";

constexpr const char* kLitVertex = R"(
uniform mat4 u_view_projection;
uniform mat4 u_light;
uniform vec3 u_eye;
uniform float u_texel;  // size of a shadow texel [m]
#ifdef VERTEX_LIT
out vec3 v_shade;        // display colour in shadow
out vec4 v_lit;          // display colour in the sun, distance along the view
#else
out vec3 v_normal;
out vec3 v_to_eye;
flat out vec4 v_albedo;  // linear, glow
flat out vec2 v_gloss;   // specular, shininess
#endif
out vec3 v_shadow;
vec3 linear_of(vec3 c) { return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878); }
void main() {
  vec3 p = world_position();
  vec3 n = world_direction(a_normal.xyz);
  gl_Position = u_view_projection * vec4(p, 1.0);
  v_shadow = (u_light * vec4(p + n * (1.5 * u_texel), 1.0)).xyz * 0.5 + 0.5;
  vec4 colour = a_colour;
#ifdef INSTANCED
  colour.rgb = mix(colour.rgb, a_tint.rgb, a_tint.a);
  colour.a = min(colour.a + a_glow, 1.0);
#endif
  vec3 albedo = linear_of(colour.rgb);
  vec2 gloss = vec2(a_gloss.x, max(a_gloss.y * 127.0, 1.0));
#ifdef VERTEX_LIT
  vec3 shade = light_without_sun(n);
  vec3 sun = u_sun * max(dot(n, u_to_sun), 0.0);
  vec3 shine = sun * shine_of(n, normalize(u_eye - p), gloss);
  v_shade = display_of(albedo * mix(shade, vec3(1.0), colour.a));
  v_lit = vec4(display_of(albedo * mix(shade + sun, vec3(1.0), colour.a) + shine),
               gl_Position.w);
#else
  v_normal = n;
  v_to_eye = u_eye - p;
  v_albedo = vec4(albedo, colour.a);
  v_gloss = gloss;
#endif
}
)";

constexpr const char* kDepthVertex = R"(
uniform mat4 u_view_projection;
void main() { gl_Position = u_view_projection * vec4(world_position(), 1.0); }
)";

// Moves each vertex outwards by a fixed number of pixels.
constexpr const char* kHullVertex = R"(
uniform mat4 u_view_projection;
uniform vec3 u_hull;  // viewport width, height, outline width [px]
void main() {
  vec4 p = u_view_projection * vec4(world_position(), 1.0);
  vec4 n = u_view_projection * vec4(world_direction(a_hull.xyz), 0.0);
  vec2 d = (n.xy * p.w - p.xy * n.w) * u_hull.xy;
  d /= max(length(d), 1e-6);
  p.xy += d * (2.0 * u_hull.z / u_hull.xy) * p.w;
  gl_Position = p;
}
)";

constexpr const char* kLitFragment = R"(
uniform vec3 u_fog;       // sRGB
uniform vec2 u_fog_range; // near, 1 / (far - near)
#ifdef VERTEX_LIT
in vec3 v_shade;
in vec4 v_lit;
#else
in vec3 v_normal;
in vec3 v_to_eye;
flat in vec4 v_albedo;
flat in vec2 v_gloss;
#endif
in vec3 v_shadow;
out vec4 o_colour;
#if TAPS > 0
uniform highp sampler2DShadow u_shadow;
uniform float u_step;     // one texel in texture coordinates
float tap(float x, float y) {
  return texture(u_shadow, vec3(v_shadow.xy + vec2(x, y) * u_step, v_shadow.z));
}
float sun_share() {
#if TAPS == 1
  float s = tap(0.0, 0.0);
#elif TAPS == 4
  float s = 0.25 * (tap(-0.6, -0.6) + tap(0.6, -0.6) + tap(-0.6, 0.6) + tap(0.6, 0.6));
#else
  float s = tap(0.0, 0.0) + tap(-1.2, 0.0) + tap(1.2, 0.0) + tap(0.0, -1.2) + tap(0.0, 1.2);
  s = (s + tap(-1.2, -1.2) + tap(1.2, -1.2) + tap(-1.2, 1.2) + tap(1.2, 1.2)) / 9.0;
#endif
  vec3 off = abs(v_shadow - 0.5);
  return max(off.x, max(off.y, off.z)) > 0.497 ? 1.0 : s;
}
#else
float sun_share() { return 1.0; }
#endif
#ifdef VERTEX_LIT
void main() {
  vec3 colour = mix(v_shade, v_lit.rgb, sun_share());
  float fog = clamp((v_lit.a - u_fog_range.x) * u_fog_range.y, 0.0, 1.0);
  o_colour = vec4(mix(colour, u_fog, fog), 1.0);
}
#else
void main() {
  vec3 n = normalize(v_normal);
  float distance_to_eye = length(v_to_eye);
  float facing = dot(n, u_to_sun);
  vec3 light = light_without_sun(n);
  vec3 shine = vec3(0.0);
  if (facing > 0.0) {
    vec3 sun = u_sun * (facing * sun_share());
    light += sun;
    shine = sun * shine_of(n, v_to_eye / distance_to_eye, v_gloss);
  }
  vec3 lit = v_albedo.rgb * mix(light, vec3(1.0), v_albedo.a) + shine;
  float fog = clamp((distance_to_eye - u_fog_range.x) * u_fog_range.y, 0.0, 1.0);
  o_colour = vec4(mix(display_of(lit), u_fog, fog), 1.0);
}
#endif
)";

constexpr const char* kDepthFragment = R"(
out vec4 o_colour;
void main() { o_colour = vec4(1.0); }
)";

// Dashes in the plane of the picture: stripes across it, so that they cost no length along an edge.
constexpr const char* kHullFragment = R"(
uniform vec3 u_colour;
uniform float u_dash;  // length of a dash and of a gap [px]; 0: solid
out vec4 o_colour;
void main() {
  if (u_dash > 0.0 && fract((gl_FragCoord.x + gl_FragCoord.y) / (2.0 * u_dash)) > 0.5) discard;
  o_colour = vec4(u_colour, 1.0);
}
)";

std::string info_log(unsigned object, bool program) {
  std::vector<char> log(2048, '\0');
  if (program) {
    glGetProgramInfoLog(object, static_cast<GLsizei>(log.size()), nullptr, log.data());
  } else {
    glGetShaderInfoLog(object, static_cast<GLsizei>(log.size()), nullptr, log.data());
  }
  return log.data();
}

unsigned compile(unsigned kind, const std::string& source, Text& problem) {
  const unsigned shader = glCreateShader(kind);
  const char* text = source.c_str();
  glShaderSource(shader, 1, &text, nullptr);
  glCompileShader(shader);
  int ok = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
  if (ok != 0) return shader;
  problem = fill(Text{"显卡驱动不接受着色器：{0}", "the graphics driver refuses a shader: {0}"},
                 {info_log(shader, false)});
  glDeleteShader(shader);
  return 0;
}

} // namespace

std::string vertex_source(ProgramKind kind, bool instanced, const LitVariant& variant) {
  std::string source = kFirstLine;
  if (instanced) source += "#define INSTANCED\n";
  if (variant.per_vertex) source += "#define VERTEX_LIT\n";
  source += kPlacement;
  if (kind == ProgramKind::Depth) return source + kDepthVertex;
  if (kind == ProgramKind::Hull) return source + kHullVertex;
  return source + kLight + kLitVertex;
}

std::string fragment_source(ProgramKind kind, const LitVariant& variant) {
  std::string source = kFirstLine + std::string("precision highp float;\n");
  if (kind == ProgramKind::Depth) return source + kDepthFragment;
  if (kind == ProgramKind::Hull) return source + kHullFragment;
  if (variant.per_vertex) source += "#define VERTEX_LIT\n";
  source += "#define TAPS " + std::to_string(variant.shadow_taps) + "\n";
  return source + kLight + kLitFragment;
}

unsigned make_program(const std::string& vertex, const std::string& fragment, Text& problem) {
  const unsigned vs = compile(GL_VERTEX_SHADER, vertex, problem);
  const unsigned fs = vs != 0 ? compile(GL_FRAGMENT_SHADER, fragment, problem) : 0;
  unsigned program = 0;
  if (vs != 0 && fs != 0) {
    program = glCreateProgram();
    glAttachShader(program, vs);
    glAttachShader(program, fs);
    glLinkProgram(program);
    int ok = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &ok);
    if (ok == 0) {
      problem = fill(Text{"着色器不能连接：{0}", "the shaders do not link: {0}"},
                     {info_log(program, true)});
      glDeleteProgram(program);
      program = 0;
    }
  }
  if (vs != 0) glDeleteShader(vs);
  if (fs != 0) glDeleteShader(fs);
  return program;
}

} // namespace jixia::render
