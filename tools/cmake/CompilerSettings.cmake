# One place for language level, warnings and instrumentation. Every floor links `compiler_settings`.
set(JIXIA_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")
option(JIXIA_COVERAGE "Measure test coverage" OFF)
option(JIXIA_FUZZ "Build the libFuzzer targets (clang++ only)" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2" CACHE STRING "Release keeps assertions" FORCE)
set(CMAKE_C_FLAGS_RELEASE "-O2" CACHE STRING "Release keeps assertions" FORCE)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# The programs of the product lie together, so that they find each other.
set(JIXIA_PROGRAMS "${CMAKE_BINARY_DIR}/bin")

add_library(compiler_settings INTERFACE)
target_compile_features(compiler_settings INTERFACE cxx_std_20)
target_compile_options(compiler_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
  -ffp-contract=off # same bits from every compiler and level
  # g++ 12 reports overlapping copies inside std::string that cannot happen (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_include_directories(compiler_settings INTERFACE "${PROJECT_SOURCE_DIR}/runtime")

if(JIXIA_SANITIZE)
  add_compile_options(-fsanitize=${JIXIA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized) # false ones in std::regex, says GCC's manual of sanitizers in general
  endif()
  add_link_options(-fsanitize=${JIXIA_SANITIZE})
endif()
if(JIXIA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(JIXIA_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
