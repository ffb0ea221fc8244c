# Every third-party library, found once. What each is for: README.md, "Dependencies".
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(glfw3 3.3 REQUIRED CONFIG)
find_package(assimp 5.2 REQUIRED CONFIG)
find_package(Freetype REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(ZLIB REQUIRED)
pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)
pkg_check_modules(EGL REQUIRED IMPORTED_TARGET egl)
pkg_check_modules(ALSA REQUIRED IMPORTED_TARGET alsa)
pkg_check_modules(BULLET REQUIRED IMPORTED_TARGET bullet-float64) # double: a line may be long
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark-gfm)
# Its .pc file does not name the library of its own extensions (tables).
set_property(TARGET PkgConfig::CMARK APPEND PROPERTY INTERFACE_LINK_LIBRARIES cmark-gfm-extensions)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)
# imgui.pc does not name freetype, though the static library uses it.
set_property(TARGET PkgConfig::IMGUI APPEND PROPERTY INTERFACE_LINK_LIBRARIES Freetype::Freetype)

# KLU has no config file in Debian 12.
find_library(KLU_LIBRARY klu REQUIRED)
find_path(KLU_INCLUDE_DIR klu.h PATH_SUFFIXES suitesparse REQUIRED)
add_library(klu INTERFACE)
target_link_libraries(klu INTERFACE "${KLU_LIBRARY}")
target_include_directories(klu SYSTEM INTERFACE "${KLU_INCLUDE_DIR}")

add_library(bullet INTERFACE)
target_link_libraries(bullet INTERFACE PkgConfig::BULLET)

# Debian's cpp-httplib is a compiled library. Its classes have other members without the macros it
# was built with (OpenSSL, zlib, brotli), so they must come from its .pc file.
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
add_library(httplib INTERFACE)
target_link_libraries(httplib INTERFACE PkgConfig::HTTPLIB Threads::Threads)

# The OpenGL loader is generated from the Khronos registry that ships with python3-glad.
set(GLAD_DIR "${CMAKE_BINARY_DIR}/glad")
if(NOT EXISTS "${GLAD_DIR}/src/gl.c")
  find_program(GLAD glad REQUIRED)
  execute_process(
    COMMAND "${GLAD}" --reproducible --quiet --api gl:core=3.3 --extensions= --out-path "${GLAD_DIR}" c
    COMMAND_ERROR_IS_FATAL ANY)
endif()
add_library(glad STATIC "${GLAD_DIR}/src/gl.c")
target_include_directories(glad SYSTEM PUBLIC "${GLAD_DIR}/include")
