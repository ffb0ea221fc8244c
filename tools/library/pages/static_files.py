#!/usr/bin/env python3
"""Writes files into a C++ source that holds them (static_files.h).

usage: static_files.py OUT.cpp FILE...
"""
import hashlib
import pathlib
import sys

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
         ".png": "image/png", ".txt": "text/plain; charset=utf-8"}


def literal(content):
    """The bytes as a string literal, in lines; octal escapes, which end by themselves."""
    plain = {byte: chr(byte) for byte in range(32, 127)}
    plain |= {ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?", ord("\n"): "\\n"}
    return "\n".join('"' + "".join(plain.get(byte, f"\\{byte:03o}") for byte in content[at:at + 4000]) + '"'
                     for at in range(0, len(content), 4000)) or '""'


def main(out, names):
    entries = []
    for name in names:
        file = pathlib.Path(name)
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:12]
        entries.append(f'{{"{file.name}", "{TYPES[file.suffix]}", "{digest}", '
                       f'std::string_view({literal(content)}, {len(content)})}},')
    pathlib.Path(out).write_text(
        '#include "pages/static_files.h"\n\nnamespace jixia {\n\nstd::span<const StaticFile> static_files() {\n'
        "static constexpr StaticFile kAll[]{\n" + "\n".join(entries) + "\n};\nreturn kAll;\n}\n\n} // namespace jixia\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
