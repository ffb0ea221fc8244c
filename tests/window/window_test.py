#!/usr/bin/env python3
"""A learner opens the window, starts the pump unit, does the first step, hands in; under Xvfb with xdotool.

usage: window_test.py <folder of the programs> <folder for screenshots>
Places are those of the Chinese window at 1366 x 768. The screenshots are kept for people to look at.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAMS, PICTURES = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
START = (1276, 701)
TICKS = [(1298, y) for y in (260, 290, 320, 350, 380, 410)]
DCS_TAB, RECORDS_TAB = (148, 100), (463, 100)
HAND_IN, YES = (1304, 718), (781, 427)


class Person:
    def __init__(self, folder):
        self.folder = folder
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as line:
            display = ":" + line.readline().strip()
        (folder / "roster.csv").write_text("26010203,林一帆,2026级化工2班,lyf\n")
        self.environment = dict(os.environ, DISPLAY=display, JIXIA_DATA=str(folder), LANG="zh_CN.UTF-8")
        self.window = subprocess.Popen([PROGRAMS / "jixia", "--lang", "zh"], env=self.environment)

    def do(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True)

    def find_window(self):
        for _ in range(100):
            found = self.do("search", "--name", "稷下").stdout.split()
            if found:
                self.do("windowfocus", "--sync", found[0])
                return
            time.sleep(0.2)
        raise AssertionError("no window")

    def click(self, place):
        self.do("mousemove", *place)
        time.sleep(0.3)
        self.do("click", 1)
        time.sleep(0.7)

    def key(self, name):
        self.do("key", name)
        time.sleep(0.7)

    def look(self, name):
        subprocess.run(["import", "-window", "root", PICTURES / f"{name}.png"], env=self.environment)

    def leave(self):
        self.window.kill()
        self.window.wait()
        self.server.kill()
        self.server.wait()


def wait_for(what, condition, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.3)
    raise AssertionError(f"waited {seconds} s for {what}")


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jixia-window-"))
    person = Person(folder)
    try:
        begun = time.time()
        person.find_window()
        print(f"window after {time.time() - begun:.1f} s")
        time.sleep(2)
        person.look("start")
        person.click(START)
        attempt = wait_for("an attempt", lambda: next(iter((folder / "attempts").glob("*")), None))
        time.sleep(3)
        person.key("space")
        person.key("F2")
        person.look("training")
        for place in TICKS:
            person.click(place)
        person.click(DCS_TAB)
        person.look("dcs")
        person.click(RECORDS_TAB)
        person.look("records")
        person.click(HAND_IN)
        person.look("hand-in")
        person.click(YES)
        score = wait_for("the score", lambda: (attempt / "score.json").exists() and
                         json.loads((attempt / "score.json").read_text()))
        time.sleep(2)
        person.look("debrief")
    finally:
        person.leave()
    first = next(line for line in score["criteria"] if line["id"] == "S1")
    assert first["points"] == first["max"] == 8, first
    assert score["score"] == 8, score["score"]
    replay = subprocess.run([PROGRAMS / "jixia", "replay", attempt, "--json"], env=person.environment,
                            capture_output=True, text=True)
    assert json.loads(replay.stdout)["verified"], replay.stdout
    shutil.rmtree(folder, ignore_errors=True)
    print("ok")


if __name__ == "__main__":
    main()
