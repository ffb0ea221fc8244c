#pragma once

namespace jixia::hmi {

/// Keys of the keyboard, numbered as GLFW does (window.cpp asserts it), so that pages and tests
/// need no window library.
enum Key : int {
  kKeySpace = 32, kKeyMinus = 45, kKey0 = 48, kKey1 = 49, kKey9 = 57, kKeyEqual = 61,
  kKeyA = 65, kKeyC = 67, kKeyD = 68, kKeyE = 69, kKeyF = 70, kKeyL = 76, kKeyQ = 81, kKeyR = 82, kKeyS = 83,
  kKeyV = 86, kKeyW = 87, kKeyX = 88, kKeyY = 89, kKeyZ = 90,
  kKeyEscape = 256, kKeyEnter = 257, kKeyTab = 258, kKeyBackspace = 259, kKeyInsert = 260,
  kKeyDelete = 261, kKeyRight = 262, kKeyLeft = 263, kKeyDown = 264, kKeyUp = 265,
  kKeyPageUp = 266, kKeyPageDown = 267, kKeyHome = 268, kKeyEnd = 269,
  kKeyF1 = 290, kKeyF2 = 291, kKeyF3 = 292, kKeyF4 = 293, kKeyF5 = 294, kKeyF6 = 295, kKeyF7 = 296,
  kKeyF8 = 297, kKeyF9 = 298, kKeyF12 = 301, kKeyKeypadEnter = 335,
};

} // namespace jixia::hmi
