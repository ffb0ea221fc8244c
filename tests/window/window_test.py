#!/usr/bin/env python3
"""A learner opens the window, starts the pump unit, does the first step, hands in; under Xvfb with xdotool.

usage: window_test.py <folder of the programs> <folder for screenshots>
The screenshots are kept for people to look at.
"""
import json
import sys
import time

from person import Person, wait_for
from training_page import HAND_IN, TrainingPage

START, YES = (1276, 701), (781, 427)
CHECKS = ["CK_N2", "CK_FEED", "CK_AIR", "CK_SHUT", "CK_ROTATE", "CK_OIL"]


def main():
    with Person(sys.argv[1], sys.argv[2]) as person:
        begun = time.monotonic()
        person.find_window()
        print(f"window after {time.monotonic() - begun:.1f} s")
        time.sleep(2)
        person.look("start")
        page = TrainingPage(person, person.begin(lambda: person.tap(START)))
        wait_for("the training page, frozen", page.is_frozen)
        time.sleep(1)
        page.freeze(False)
        person.key("F2")
        person.look("training")
        for tag in CHECKS:
            page.tick(tag)
        page.open("dcs")
        person.look("dcs")
        person.key("6", "ctrl")
        person.look("records")
        person.click(HAND_IN)
        person.look("hand-in")
        person.click(YES)
        score = wait_for("the score", lambda: (page.folder / "score.json").exists() and
                         json.loads((page.folder / "score.json").read_text()))
        time.sleep(2)
        person.look("debrief")
        first = next(line for line in score["criteria"] if line["id"] == "S1")
        assert first["points"] == first["max"] == 8, first
        assert score["score"] == 8, score["score"]
        replay = person.run("replay", page.folder, "--json")
        assert json.loads(replay.stdout)["verified"], replay.stdout
    print("ok")


if __name__ == "__main__":
    main()
