include("${CMAKE_CURRENT_LIST_DIR}/CompileTogether.cmake")

# floor_library(<name> FLOOR <n> [USES <lower floors>...] [LINKS <third party>...] [APART <files>...])
#
# Declares runtime/<name>/, the current folder, as one static library standing on floor <n>, made of
# every .cpp file in it. Configuration stops if the library uses a floor that is not strictly lower,
# so the dependency direction cannot be reversed by accident.
# tools/check/includes.py holds the #include lines to the same declaration.
# LINKS are private: third-party headers stay in this folder's .cpp files.
function(floor_library name)
  cmake_parse_arguments(ARG "" "FLOOR" "USES;LINKS;APART" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS OR NOT DEFINED ARG_FLOOR)
    message(FATAL_ERROR "floor_library(${name}): want FLOOR <n>, USES, LINKS")
  endif()

  foreach(lower IN LISTS ARG_USES)
    if(NOT TARGET ${lower})
      message(FATAL_ERROR "runtime/${name} uses runtime/${lower}, which is not built yet (empty?)")
    endif()
    get_target_property(lower_floor ${lower} FLOOR)
    if(NOT lower_floor LESS ARG_FLOOR)
      message(FATAL_ERROR
        "runtime/${name} (floor ${ARG_FLOOR}) may not use runtime/${lower} (floor ${lower_floor}).\n"
        "A floor uses only floors below it. Either move the shared type down a floor, or let "
        "${lower} receive it through an interface that ${name} declares. Map: runtime/README.md")
    endif()
  endforeach()

  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES FLOOR ${ARG_FLOOR})
  compile_together(${name} APART ${ARG_APART})
  target_link_libraries(${name} PUBLIC compiler_settings ${ARG_USES} PRIVATE ${ARG_LINKS})
  set_property(GLOBAL APPEND_STRING PROPERTY FLOOR_TABLE "${name} ${ARG_FLOOR} ${ARG_USES}\n")
endfunction()

# Writes `name floor uses...` lines for tools/check/includes.py.
function(write_floor_table path)
  get_property(table GLOBAL PROPERTY FLOOR_TABLE)
  string(REPLACE ";" " " table "${table}")
  file(WRITE "${path}" "${table}")
endfunction()
