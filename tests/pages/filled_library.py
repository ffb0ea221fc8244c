"""A running library with two schools, published packs, classes and verified attempts, for looking at its pages.

usage: filled_library.py <folder of the programs> <source folder> [learners a school]     serves until Enter
"""
import base64
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
import zlib

FAMILY = "李王张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗"
GIVEN = ["一帆", "思远", "若水", "雨桐", "子涵", "浩然", "欣怡", "嘉木", "明哲", "书瑶", "景行", "可", "晓峰", "静", "文博"]
SCHOOLS = [("linzi", "临淄职业中专", "Linzi Vocational School"), ("zibo", "淄博工业学校", "Zibo Industrial School")]
# An operator of the exercise for each kind of learner, and how often.
HABITS = [("expert", 5), ("forgets-air", 2), ("half-speed", 3), ("holds-reset", 2), ("no-reset", 1)]


class FilledLibrary:
    def __init__(self, programs, source, learners=6, packs=("chemical/centrifugal-pump", "manufacturing/box-transfer"),
                 pack="manufacturing/box-transfer", exercise="normal-start", habits=HABITS, first_publisher=0):
        self.programs, self.source = pathlib.Path(programs), pathlib.Path(source)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jixia-pages-"))
        self.learners, self.packs, self.pack, self.exercise, self.habits = learners, packs, pack, exercise, habits
        self.environment = dict(os.environ, JIXIA_DATA=str(self.folder / "data"), LANG="zh_CN.UTF-8")
        self.environment.pop("DISPLAY", None)
        self.first_publisher = first_publisher
        self.server, self.address, self.people = None, "", {}

    def run(self, program, *words, **more):
        run = subprocess.run([self.programs / program, *map(str, words)], capture_output=True, text=True,
                             env=self.environment, timeout=600, **more)
        if run.returncode != 0:
            raise RuntimeError(f"{program} {words}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}")
        return run.stdout

    def library(self, *words, **more):
        return self.run("jixia-library", "--db", self.folder / "library", *words, **more)

    def found(self):
        """Schools, their keys, the signed lists."""
        self.keys = {}
        for school, zh, en in SCHOOLS:
            self.library("admin", "add-school", school, "--zh", zh, "--en", en)
            said = self.library("admin", "add-key", f"{school}-key", "--school", school, "--scope", "all", "--scope",
                                "packs/publish")
            self.keys[school] = next(word for word in said.split() if word.startswith(f"{school}-key:"))
        self.library("registry", "init", "--keys", self.folder / "stick")
        for school, _, _ in SCHOOLS:
            self.run("jixia-pack", "keygen", "--key", self.folder / f"{school}.key", "--no-password")
            self.library("registry", "add-publisher", school, "--public-key", self.folder / f"{school}.pub", "--keys",
                         self.folder / "stick")

    def start(self):
        self.server = subprocess.Popen([self.programs / "jixia-library", "--db", self.folder / "library", "serve", "--port",
                                        "0"], stdout=subprocess.PIPE, text=True, env=self.environment)
        self.address = self.server.stdout.readline().strip().rstrip("/")
        return self.address

    def publish(self, pack, school):
        self.run("jixia-pack", "publish", pack, "--school", school, "--library", self.address, "--login", self.keys[school],
                 "--key", self.folder / f"{school}.key", "--root", self.folder / "library/tuf/1.root.json")

    def ask(self, path, school=None, body=None, method="GET"):
        request = urllib.request.Request(self.address + path, data=body, method=method)
        if school:
            request.add_header("Authorization", "Basic " + base64.b64encode(self.keys[school].encode()).decode())
        if body is not None:
            request.add_header("Content-Type", "application/octet-stream")
        return urllib.request.urlopen(request, timeout=60).read().decode()

    def play(self):
        """One attempt of each habit."""
        self.attempts = {}
        for habit, _ in self.habits:
            folder = self.folder / f"attempt-{habit}"
            self.run("jixia", "play", self.source / "scenarios" / self.pack, "--exercise", self.exercise, "--operator",
                     habit, "--headless", "--no-pictures", "--attempt", folder)
            self.attempts[habit] = folder

    def bundle(self, folder, **header):
        """An attempt as it is sent (runtime/recording/attempt_bundle.h), under another learner's name."""
        parts = b""
        names = [name for name in ("attempt.json", "journal.bin", "trends.json", "score.json", "signature.json")
                 if (folder / name).exists()]
        for name in names:
            content = (folder / name).read_bytes()
            if name == "attempt.json":
                content = json.dumps({**json.loads(content), **header}, ensure_ascii=False).encode()
            parts += struct.pack("<H", len(name)) + name.encode()
            parts += struct.pack("<QI", len(content), zlib.crc32(content)) + content
        return b"JIXIABDL" + struct.pack("<II", 1, len(names)) + parts

    def send(self):
        noise = random.Random(20261)
        habits = [habit for habit, weight in self.habits for _ in range(weight)]
        sent = []
        for school, _, _ in SCHOOLS:
            for k in range(self.learners):
                attempt = str(uuid.UUID(int=noise.getrandbits(128), version=4))
                name = FAMILY[(k * 7) % len(FAMILY)] + GIVEN[(k * 4 + len(school)) % len(GIVEN)]
                started = f"2026-{11 if k % 4 else 10}-{10 + k % 15:02}T{1 + k % 8:02}:{noise.randrange(60):02}:00.000Z"
                body = self.bundle(self.attempts[habits[k % len(habits)] if k < len(habits) else noise.choice(habits)],
                                   attempt_id=attempt, learner_id=f"2026{k + 1:03}", learner_name=name,
                                   class_name="2026 级 1 班", started_at=started, is_exam=True)
                self.ask(f"/api/attempts/{attempt}", school, body, "PUT")
                sent.append((school, attempt))
                self.people.setdefault(school, []).append((f"2026{k + 1:03}", name))
        for school, attempt in sent:
            self.wait(lambda: json.loads(self.ask(f"/api/attempts/{attempt}", school))["state"] == "verified", attempt)
        self.sent = sent

    def wait(self, is_done, what, seconds=600):
        end = time.time() + seconds
        while not is_done():
            if time.time() > end:
                raise RuntimeError(f"waited too long for {what}")
            time.sleep(0.2)

    def fill(self):
        self.found()
        self.start()
        for k, pack in enumerate(self.packs):
            self.publish(self.source / "scenarios" / pack, SCHOOLS[(k + self.first_publisher) % len(SCHOOLS)][0])
        self.play()
        self.send()
        self.wait(lambda: self.ask("/").count("/pictures/") >= len(self.packs), "pictures")

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait(30)
            self.server = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    library = FilledLibrary(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 6)
    try:
        library.fill()
        print(library.address, library.folder, flush=True)
        sys.stdin.readline()
    finally:
        library.remove()
