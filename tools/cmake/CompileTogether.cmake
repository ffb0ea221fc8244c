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
