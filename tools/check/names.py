#!/usr/bin/env python3
"""Checks file names and the words that are not used in this project (see runtime/README.md).

usage: names.py <top folder>
"""
import pathlib
import re
import sys

FILE = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)*\.(h|cpp|py)$")
BANNED = re.compile(r"\b(?:class|struct|enum(?: class)?|namespace)\s+\w*(Manager|Helper|Utils?|Common|Misc|Impl)\b")
BASE = re.compile(r"\b(?:class|struct)\s+Base[A-Z]\w*")


def main(top):
    problems = []
    for folder in ("runtime", "tools", "tests"):
        for path in sorted((top / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp", ".py") or "build" in path.parts:
                continue
            name = path.relative_to(top)
            if not FILE.match(path.name):
                problems.append(f"{name}: error: file names are snake_case")
            if path.suffix == ".py":
                continue
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                if BANNED.search(line) or BASE.search(line):
                    problems.append(f"{name}:{number}: error: a name that says nothing: {line.strip()}")
    print("\n".join(problems) or "names are good")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
