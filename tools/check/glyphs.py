#!/usr/bin/python3
"""Checks that every character people can read has a visible glyph in the built font: the strings of
the sources and of the packs' YAML.

usage: glyphs.py <top folder> <font file>
"""
import pathlib
import re
import sys

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
LINE_COMMENT = re.compile(r"//[^\n]*")
# Not drawn by the window: the terminal, the browser and pango have fonts of their own.
ELSEWHERE = {"runtime/app/console.cpp", "runtime/app/command_passport.cpp", "runtime/exporting/html_report.cpp",
             "runtime/exporting/pdf_report.cpp", "tools/library/results_page.cpp"}
BLANK = {" ", "\u00a0", "\u3000", "\u2003"}


def texts(top):
    """(place, text) of what may be shown."""
    for folder in ("runtime", "tools"):
        for path in sorted((top / folder).rglob("*")):
            place = path.relative_to(top).as_posix()
            if path.suffix not in (".h", ".cpp") or place in ELSEWHERE:
                continue
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                for literal in STRING.finditer(LINE_COMMENT.sub("", line)):
                    yield f"{place}:{number}", literal[1]
    for path in sorted((top / "scenarios").rglob("*")):
        if path.suffix == ".yaml":
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                yield f"{path.relative_to(top)}:{number}", line


def main(top, font_file):
    font = TTFont(font_file)
    glyphs, outlines = font.getBestCmap(), font.getGlyphSet()
    judged = {}

    def is_visible(character):
        if character not in judged:
            name = glyphs.get(ord(character))
            pen = ControlBoundsPen(outlines)
            if name:
                outlines[name].draw(pen)
            judged[character] = bool(name and pen.bounds)
        return judged[character]

    problems = []
    for place, text in texts(top):
        for character in sorted(set(text)):
            if ord(character) > 0x7E and character not in BLANK and not is_visible(character):
                problems.append(f"{place}: error: no glyph for {character} (U+{ord(character):04X})")
    print("\n".join(problems) or f"every text has its glyphs ({len(judged)} characters)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
