#!/usr/bin/python3
"""Makes the one font of the window from Debian's Noto Sans CJK: the characters the product and its
class rosters need, and a line height of exactly one em, so that a size asked for is the size drawn.

Beside it, common.txt holds the characters that the window loads from the start: GB 2312 and symbols.

usage: make_font.py NotoSansCJK-Regular.ttc jixia-ui.otf
"""
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

SYMBOLS = "℃℉ΩµμΔΣ∑√∞≈≠≤≥±×÷−·°‰→←↑↓↔⇒①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ" \
          "‘’“”…—–•●○◆◇▲△▼▽■□★☆✓✗²³¹⁰⁻₀₁₂₃₄㎡¥€‹›«»½¼¾αβγδεζηθικλνξπρστυφχψω"


def gb2312():
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def common():
    """Latin, symbols and GB 2312."""
    characters = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | {ord(c) for c in SYMBOLS}
    return characters | set(gb2312()) | set(range(0xFF01, 0xFF5F)) | {0xFFE5}


def wanted():
    """What the window loads, and every hanzi of GBK: names of people are not limited to GB 2312."""
    return common() | set(range(0x3000, 0x3018)) | set(range(0x4E00, 0x9FA6))


def find_simplified(collection):
    for font in collection.fonts:
        if "CJK SC" in (font["name"].getDebugName(1) or ""):
            return font
    sys.exit("no Simplified Chinese face in this collection")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = sys.argv[1:]
    font = find_simplified(TTCollection(source, lazy=True))
    options = subset.Options()
    options.layout_features = []  # drawn character by character
    options.hinting = True
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 5, 13, 14]  # keep licence and copyright
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted())
    worker.subset(font)
    em = font["head"].unitsPerEm
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = em * 88 // 100, -em * 12 // 100, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = em * 88 // 100, -em * 12 // 100, 0
    font["head"].modified = font["head"].created  # the same bytes every time
    font.recalcTimestamp = False
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    font.save(target + ".part")
    os.replace(target + ".part", target)
    with open(os.path.join(os.path.dirname(target), "common.txt"), "w", encoding="utf-8") as list_file:
        list_file.write("".join(chr(c) for c in sorted(common() & set(font.getBestCmap()))))


if __name__ == "__main__":
    main()
