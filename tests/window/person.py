"""Somebody before the window, with a mouse and a keyboard (xdotool) and eyes (Screen)."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from screen import Screen


def wait_for(what, condition, seconds=60.0, pause=0.1):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(pause)
    raise AssertionError(f"waited {seconds} s for {what}")


class Person:
    """Opens the window in an empty home with one learner on the roster; `with` closes everything.

    Rests after every click and key as long as the frames of this machine ask for: see try_to.
    """

    def __init__(self, programs, pictures, language="zh"):
        self.programs, self.pictures = pathlib.Path(programs), pathlib.Path(pictures)
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="jixia-window-"))
        (self.home / "roster.csv").write_text("26010203,林一帆,2026级化工2班,lyf\n")
        (self.home / "screen").mkdir()
        self.screen = Screen(self.home / "screen")
        self.environment = dict(os.environ, DISPLAY=self.screen.display, JIXIA_DATA=str(self.home), LANG="zh_CN.UTF-8")
        self.window = subprocess.Popen([self.programs / "jixia", "--lang", language], env=self.environment)
        self.patience = 0.25  # [s]

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            self.look("failed")
        self.window.kill()
        self.window.wait()
        self.screen.close()
        if not kind:
            shutil.rmtree(self.home, ignore_errors=True)

    def do(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True)

    def find_window(self):
        def window():
            assert self.window.poll() is None, "the window has gone"
            return self.do("search", "--name", "稷下").stdout.split()
        self.do("windowfocus", "--sync", wait_for("the window", window)[0])

    def tap(self, place):
        self.do("mousemove", *place, "sleep", 0.03, "click", 1)

    def press(self, name, held=None):
        around = (("keydown", held), ("keyup", held)) if held else ((), ())
        self.do(*around[0], "key", name, *around[1])

    def rest(self):
        time.sleep(self.patience)

    def click(self, place):
        self.tap(place)
        self.rest()

    def key(self, name, held=None):
        self.press(name, held)
        self.rest()

    def type(self, text):
        self.do("type", "--delay", 15, text)
        self.rest()

    def try_to(self, gesture, seen, seconds=2.0):
        """Makes `gesture` and looks for its effect, which tells how slow the frames are. @returns whether it came"""
        begun = time.monotonic()
        gesture()
        end = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        self.patience = min(0.8, max(0.12, 0.5 * self.patience + 0.75 * (time.monotonic() - begun)))
        return True

    def begin(self, gesture):
        """Makes `gesture` until a run has begun. @returns its folder"""
        def folders():
            return list((self.home / "attempts").glob("*"))
        for _ in range(6):
            if self.try_to(gesture, folders, 8):
                return folders()[0]
        raise AssertionError("no run begins")

    def look(self, name):
        self.screen.keep(self.pictures / f"{name}.png")

    def run(self, *words):
        """Another of the programs' commands, in the same home."""
        return subprocess.run([self.programs / "jixia", *map(str, words)], env=self.environment, capture_output=True, text=True)
