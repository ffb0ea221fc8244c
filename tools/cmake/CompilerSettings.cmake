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

# Most of a file's compile time goes into headers that its neighbours read too.
option(JIXIA_UNITY "Compile the files of a folder together, eight at a time" ON)

# compile_together(<target> [APART <file.cpp>...])   APART: keep private names that neighbours have too
function(compile_together target)
  cmake_parse_arguments(ARG "" "" "APART" ${ARGN})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${JIXIA_UNITY} UNITY_BUILD_BATCH_SIZE 8)
  set_source_files_properties(${ARG_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  if(JIXIA_UNITY)
    # A .cpp that another one includes looks to g++ like a header with private types.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

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
  add_link_options(-fsanitize=${JIXIA_SANITIZE})
endif()
if(JIXIA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(JIXIA_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
