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


def blank_strings(text):
    """The text with the inside of every string literal blanked, so that brackets can be counted."""
    return re.sub(STRING, lambda m: '"' + "_" * (len(m[0]) - 2) + '"', text)


def elements_around(bare, at):
    """Spans of the comma-separated elements of the innermost bracket around `at`, and which one holds it."""
    depth, begin = 0, at
    while begin > 0:
        begin -= 1
        if bare[begin] in ")]}":
            depth += 1
        elif bare[begin] in "([{":
            if depth == 0:
                break
            depth -= 1
    spans, start, depth, end = [], begin + 1, 0, begin + 1
    while end < len(bare):
        if bare[end] in "([{":
            depth += 1
        elif bare[end] in ")]}":
            if depth == 0:
                break
            depth -= 1
        elif bare[end] == "," and depth == 0:
            spans.append((start, end))
            start = end + 1
        end += 1
    spans.append((start, end))
    return spans, next((k for k, (a, b) in enumerate(spans) if a <= at < b), 0), begin


def has_english_beside(text, bare, at):
    """A Text may be put together from pieces: then the element behind holds the English pieces."""
    for _ in range(4):  # the pair may be some brackets further out
        spans, index, begin = elements_around(bare, at)
        if index + 1 < len(spans):
            a, b = spans[index + 1]
            pieces = [m[1] for m in re.finditer(STRING, text[a:b])]
            if pieces and not any(HANZI.search(piece) for piece in pieces):
                return True
        at = begin
        if at <= 0:
            return False
    return False


def check_source(path, name, problems):
    lines = path.read_text().splitlines()
    text = LINE_COMMENT.sub(lambda m: " " * len(m[0]), path.read_text())
    bare = blank_strings(text)
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
        if not HANZI.search(word[1]) or any(a <= word.start() and word.end() <= b for a, b in covered):
            continue
        line = line_of(text, word.start())
        chosen = re.match(r'\s*:\s*"', text[word.end():])  # is_chinese ? "..." : "..."
        if chosen or "texts: one language" in lines[line - 1] or has_english_beside(text, bare, word.start()):
            continue
        problems.append(f"{name}:{line}: error: Chinese without English: \"{word[1]}\"")


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
