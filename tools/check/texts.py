#!/usr/bin/env python3
"""Checks that what people read exists in Chinese and English.

In C++ a Text is a pair by construction; this finds pairs with an empty or swapped half, and Chinese
that stands outside a pair. In packs the loader refuses a text that lacks one language; this finds
pairs whose halves are in the wrong language.

usage: texts.py <top folder>
"""
import pathlib
import re
import sys

STRING = r'"((?:[^"\\\n]|\\.)*)"'
JOINED = rf'{STRING}(?:\s*{STRING})*'
PAIR = re.compile(rf'\{{\s*({JOINED})\s*,\s*({JOINED})\s*\}}')
HANZI = re.compile(r'[\u4e00-\u9fff]')
LINE_COMMENT = re.compile(r'//[^\n]*')


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def content(joined):
    return "".join(re.findall(STRING, joined))


def check_source(path, name, problems):
    text = LINE_COMMENT.sub(lambda m: " " * len(m[0]), path.read_text())
    covered = []
    for pair in PAIR.finditer(text):
        zh = content(pair[1])
        en = content(pair[0][pair[0].index(pair[1]) + len(pair[1]):])
        covered.append(pair.span())
        if HANZI.search(zh) and not en.strip():
            problems.append(f"{name}:{line_of(text, pair.start())}: error: no English for \"{zh}\"")
        if HANZI.search(en) and not HANZI.search(zh):
            problems.append(f"{name}:{line_of(text, pair.start())}: error: Chinese stands in the English half: \"{en}\"")
    for word in re.finditer(STRING, text):
        if HANZI.search(word[1]) and not any(a <= word.start() and word.end() <= b for a, b in covered):
            if "texts: one language" not in path.read_text().splitlines()[line_of(text, word.start()) - 1]:
                problems.append(f"{name}:{line_of(text, word.start())}: error: Chinese without English: \"{word[1]}\"")


def main(top):
    problems = []
    for folder in ("runtime", "tools"):
        for path in sorted((top / folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                check_source(path, path.relative_to(top).as_posix(), problems)
    for path in sorted((top / "scenarios").rglob("*.yaml")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            match = re.search(r'\ben:\s*["\']?([^,}"\']*)', line)
            if match and HANZI.search(match[1]):
                problems.append(f"{path.relative_to(top)}:{number}: error: Chinese stands in the English half")
    print("\n".join(problems) or "every text has both languages")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
