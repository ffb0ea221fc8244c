#!/usr/bin/env python3
"""Every header of runtime/ compiles by itself, so that including one is always enough.

The build has proved that for a header that its own .cpp includes first; the others are compiled here.
usage: headers_alone.py <compiler> <runtime folder>
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def is_first_in_its_source(runtime, header):
    source = header.with_suffix(".cpp")
    first = source.exists() and re.search(r'^\s*#\s*include\s*["<]([^">]+)[">]', source.read_text(), re.M)
    return bool(first) and first.group(1) == str(header.relative_to(runtime))


def check(compiler, runtime, header, folder):
    source = pathlib.Path(folder) / (str(header.relative_to(runtime)).replace("/", "__") + ".cpp")
    source.write_text(f'#include "{header.relative_to(runtime)}"\n')
    run = subprocess.run(
        [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", f"-I{runtime}",
         *os.environ.get("JIXIA_HEADER_FLAGS", "").split(), str(source)],
        capture_output=True, text=True)
    return header, run.returncode, run.stderr


def main(compiler, runtime):
    headers = sorted(runtime.rglob("*.h"))
    failed = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rest = [header for header in headers if not is_first_in_its_source(runtime, header)]
        for header, code, message in pool.map(lambda h: check(compiler, runtime, h, folder), rest):
            if code != 0:
                failed += 1
                print(f"{header}: error: does not compile alone\n{message[:2000]}")
    print(f"{len(headers) - failed} of {len(headers)} headers compile alone, {len(rest)} of them compiled here")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]).resolve()))
