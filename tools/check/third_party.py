#!/usr/bin/env python3
"""Checks that each third-party library is included only by .cpp files of the folders that own it.

usage: third_party.py <top folder>
"""
import pathlib
import re
import sys

OWNERS = {  # start of the include path -> folders of the source tree
    "yaml-cpp/": ["runtime/scenario"],
    "nlohmann/": ["runtime/recording", "runtime/exporting", "runtime/link", "runtime/scenario", "runtime/app", "runtime/hmi", "tools/pack", "tools/library", "tools/modelgen"],
    "CLI/": ["runtime/app", "tools"],
    "httplib.h": ["runtime/link", "tools/library/http"],
    "sqlite3.h": ["tools/library/database"],
    "libpq-fe.h": ["tools/library/database"],
    "openssl/": ["runtime/scenario", "runtime/recording", "runtime/exporting", "runtime/geometry", "tools/library"],
    "sodium.h": ["runtime/trust", "tools/library/accounts"],
    "seccomp.h": ["tools/library/registry"],
    "klu.h": ["runtime/numerics"],
    "bullet/": ["runtime/rigid_body"],
    "btBullet": ["runtime/rigid_body"],
    "Bullet": ["runtime/rigid_body"],
    "LinearMath/": ["runtime/rigid_body"],
    "assimp/": ["tools/mesh_import"],
    "glad/": ["runtime/render", "runtime/hmi"],
    "EGL/": ["runtime/render"],
    "stb": ["runtime/render", "runtime/hmi"],
    "GLFW/": ["runtime/hmi"],
    "alsa/": ["runtime/hmi"],
    "imgui": ["runtime/hmi"],
    "pango/": ["runtime/exporting"],
    "cairo": ["runtime/exporting"],
    "xlsxwriter": ["tools/library/pages"],
    "cmark-gfm": ["tools/library/pages"],
    "zlib.h": ["runtime/recording", "runtime/packaging", "runtime/geometry", "tools/library", "runtime/render"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]')


def main(top):
    problems = []
    for folder in ("runtime", "tools"):
        for file in sorted((top / folder).rglob("*.[hc]*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            place = file.relative_to(top).as_posix()
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                match = INCLUDE.match(line)
                owners = match and next((o for p, o in OWNERS.items() if match[1].startswith(p)), None)
                if not owners:
                    continue
                if not any(place.startswith(owner + "/") for owner in owners):
                    problems.append(f"{place}:{number}: error: {match[1]} belongs to {', '.join(owners)}")
                elif file.suffix == ".h" and folder == "runtime" and not place.startswith("runtime/hmi/"):
                    problems.append(f"{place}:{number}: error: {match[1]} may stand only in a .cpp file")
    print("\n".join(problems) or "every third-party header stays in its folder")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
