#!/usr/bin/env python3
"""Reports sizes: lines per floor, files over 400 lines, functions over 60 lines. Always passes.

usage: sizes.py <top folder>
"""
import pathlib
import re
import sys

START = re.compile(r"^(?:[\w:<>,&*~\s\[\]]+)\([^;]*\)\s*(?:const|noexcept|override|\s)*\{\s*$")


def functions(lines):
    """(first line, length) of what looks like a function at the margin or one level in."""
    for number, line in enumerate(lines):
        if not START.match(line) or line.lstrip().startswith(("if", "for", "while", "switch", "else")):
            continue
        indent = len(line) - len(line.lstrip())
        for end in range(number + 1, len(lines)):
            if lines[end].startswith(" " * indent + "}"):
                yield number + 1, end - number + 1
                break


def main(top):
    total, long_files, long_functions = {}, [], []
    for folder in ("runtime", "tools", "tests"):
        for path in sorted((top / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            lines = path.read_text().splitlines()
            name = path.relative_to(top)
            floor = "/".join(name.parts[:2])
            total[floor] = total.get(floor, 0) + len(lines)
            if len(lines) > 400:
                long_files.append(f"  {name}: {len(lines)} lines")
            long_functions += [f"  {name}:{n}: {size} lines" for n, size in functions(lines) if size > 60]
    for floor, lines in sorted(total.items()):
        print(f"{lines:7d} {floor}")
    print(f"{len(long_files)} files over 400 lines", *long_files, sep="\n")
    print(f"{len(long_functions)} functions over 60 lines", *long_functions, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
