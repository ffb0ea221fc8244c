#!/usr/bin/env python3
"""Whole runs of jixia, jixia-pack and jixia-library, as a person starts them.

usage: road_test.py <folder of the programs> <source folder> [test...]
"""
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

PROGRAMS = pathlib.Path(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2])
PUMP = SOURCE / "scenarios/chemical/centrifugal-pump"


class Road(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jixia-road-"))
        self.environment = dict(os.environ, JIXIA_DATA=str(self.folder / "data"), LANG="en_US.UTF-8")
        self.environment.pop("LC_ALL", None)
        self.environment.pop("DISPLAY", None)

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run_program(self, *words, code=0, program="jixia"):
        run = subprocess.run([PROGRAMS / program, *map(str, words)], capture_output=True, text=True,
                             env=self.environment, stdin=subprocess.DEVNULL, timeout=600)
        self.assertEqual(run.returncode, code, f"{words}\n{run.stdout[-3000:]}\n{run.stderr[-3000:]}")
        return run

    def play_expert(self, name="attempt", pack=PUMP, *more):
        attempt = self.folder / name
        run = self.run_program("play", pack, "--exercise", "cold-start", "--operator", "expert", "--headless",
                               "--no-pictures", "--json", "--attempt", attempt, *more)
        return attempt, json.loads(run.stdout.splitlines()[-1])

    def an_expert_earns_full_marks_and_a_replay_verifies(self):
        attempt, result = self.play_expert()
        self.assertGreaterEqual(result["score"], 98)
        self.assertEqual(result["max"], 100)
        replay = json.loads(self.run_program("replay", attempt, "--json").stdout)
        self.assertTrue(replay["verified"], replay)
        self.assertAlmostEqual(replay["score"], result["score"])
        self.assertTrue((attempt / "report/report.html").read_text().startswith("<!"))
        self.assertTrue((attempt / "report/report.pdf").read_bytes().startswith(b"%PDF"))

    def a_replay_says_where_an_edited_attempt_departs(self):
        attempt, _ = self.play_expert()
        journal = attempt / "journal.bin"
        original = journal.read_bytes()

        broken = bytearray(original)
        broken[len(broken) // 2] ^= 1
        journal.write_bytes(broken)
        run = self.run_program("replay", attempt, code=1)
        self.assertRegex(run.stdout + run.stderr, r"\d+", "the offset of the damage")
        journal.write_bytes(original)

        header = json.loads((attempt / "attempt.json").read_text())
        (attempt / "attempt.json").write_text(json.dumps(dict(header, seed=header["seed"] + 1)))
        answer = json.loads(self.run_program("replay", attempt, "--json", code=1).stdout)
        self.assertFalse(answer["verified"])
        self.assertIn("departs_at", answer)
        (attempt / "attempt.json").write_text(json.dumps(header))

        changed = self.folder / "centrifugal-pump"
        shutil.copytree(PUMP, changed)
        plant = (changed / "plant.yaml").read_text()
        self.assertIn("diameter: 1.6 m", plant)
        (changed / "plant.yaml").write_text(plant.replace("diameter: 1.6 m", "diameter: 1.61 m", 1))
        answer = json.loads(self.run_program("replay", attempt, "--pack", changed, "--json", code=1).stdout)
        self.assertFalse(answer["verified"])
        self.assertTrue(answer["tag"], answer)

    def exports_follow_their_formats(self):
        attempt, result = self.play_expert()
        statements = json.loads(self.run_program("export", attempt, "--format", "xapi").stdout)
        self.assertGreaterEqual(len(statements), 10)
        ids = [statement["id"] for statement in statements]
        self.assertEqual(len(ids), len(set(ids)))
        again = json.loads(self.run_program("export", attempt, "--format", "xapi").stdout)
        self.assertEqual(ids, [statement["id"] for statement in again], "sending twice sends the same ids")
        record = json.loads(self.run_program("export", attempt, "--format", "ilab-x").stdout)
        self.assertGreaterEqual(len(record["steps"]), 10)
        titles = [step["title"] for step in record["steps"]]
        self.assertEqual(len(titles), len(set(titles)))
        for step in record["steps"]:
            self.assertGreaterEqual(step["endTime"] - step["startTime"], 1000)
        out = self.folder / "score.csv"
        self.run_program("export", attempt, "--format", "csv", "--out", out)
        self.assertTrue(out.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel wants the mark")
        self.assertAlmostEqual(
            json.loads(self.run_program("export", attempt, "--format", "json").stdout)["score"], result["score"])

    def a_result_reaches_the_library_once(self):
        self.play_expert()
        self.run_program("send", "--library", "http://127.0.0.1:9", code=1)  # nobody there: it waits
        self.assertEqual(len(list((self.folder / "data/outbox").glob("*.json"))), 1)
        self.run_program("send", "--library", "embedded")
        self.assertEqual(len(list((self.folder / "data/outbox").glob("*.json"))), 0)
        start = self.run_program("--db", self.folder / "data/library", "admin", "add-person", "wu", "--name", "Wu", "--role",
                                 "school-administrator", "--school", "local", program="jixia-library").stdout.split()[-1]
        library = subprocess.Popen([PROGRAMS / "jixia-library", "serve", "--port", "0", "--db",
                                    self.folder / "data/library"], stdout=subprocess.PIPE, text=True,
                                   env=self.environment)
        try:
            address = library.stdout.readline().strip()
            page = self.arrivals(address, start)
            self.assertIn("verified", page)
            self.assertIn("Centrifugal pump unit", page)
        finally:
            library.terminate()
            library.wait(20)

    def arrivals(self, address, start):
        """What the school's administrator sees of what came in."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        browser.addheaders = [("Sec-Fetch-Site", "same-origin"), ("Accept", "text/html"), ("Accept-Language", "en")]

        def send(path, **fields):
            return browser.open(address.rstrip("/") + path, urllib.parse.urlencode(fields).encode(), timeout=60).read().decode()

        page = send("/login", school="local", login="wu", password=start)
        token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        send("/password", csrf=token, old=start, new="Another-" + start, again="Another-" + start)
        return browser.open(address.rstrip("/") + "/results/arrivals", timeout=60).read().decode()

    def wrong_use_is_explained(self):
        self.run_program("play", code=2)
        self.run_program("play", PUMP, "--speed", "fast", code=2)
        self.run_program("export", self.folder, "--format", "word", code=2)
        run = self.run_program("play", "centrifugal-pmup", "--headless", code=1)
        self.assertIn("did you mean centrifugal-pump?", run.stderr)
        run = self.run_program("play", PUMP, "--headless", "--operator", "nobody", code=1)
        self.assertIn("expert", run.stderr)
        self.run_program("replay", self.folder / "nothing", code=1)
        checks = json.loads(self.run_program("passport", "--json").stdout)["checks"]
        self.assertTrue(all(check["pass"] for check in checks))

    def a_pack_that_is_broken_is_refused(self):
        pack = self.folder / "pump"
        shutil.copytree(PUMP, pack)
        plant = (pack / "plant.yaml").read_text()
        (pack / "plant.yaml").write_text(plant.replace("diameter: 1.6 m", "diameter: .nan", 1) +
                                         "\nX1: {type: Vesel}\n")
        run = self.run_program("play", pack, "--headless", code=1)
        self.assertRegex(run.stderr, r"plant\.yaml:\d+:\d+: error")
        (pack / "plant.yaml").write_text("a: &a [*a]\n" + "[" * 100_000)
        run = self.run_program("play", pack, "--headless", code=1)
        self.assertRegex(run.stderr, r"plant\.yaml")
        shutil.rmtree(pack)
        pack.mkdir()
        self.run_program("play", pack, "--headless", code=1)

    def kill_and_go_on(self, kills, seed):
        straight, wanted = self.play_expert("straight")
        attempt = self.folder / "killed"
        noise = random.Random(seed)
        words = ["play", PUMP, "--exercise", "cold-start", "--operator", "expert", "--headless", "--no-pictures",
                 "--attempt", attempt, "--speed", "400"]
        done = 0
        while True:
            process = subprocess.Popen([PROGRAMS / "jixia", *map(str, words)], env=self.environment,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if done < kills:
                time.sleep(noise.uniform(0.15, 1.2))
                process.send_signal(signal.SIGKILL)
                process.wait()
                done += 1
                if (attempt / "journal.bin").exists():
                    words = ["resume", attempt, "--operator", "expert", "--headless"]
                else:
                    shutil.rmtree(attempt, ignore_errors=True)
                continue
            process.wait(timeout=600)
            break
        journal = (attempt / "journal.bin").read_bytes()
        self.assertGreater(len(journal), 1000)
        replay = json.loads(self.run_program("replay", attempt, "--json").stdout)
        self.assertTrue(replay["verified"], replay)
        self.assertAlmostEqual(replay["score"], wanted["score"], msg=f"after {done} kills")

    def fifty_kills_change_nothing(self):
        self.kill_and_go_on(50, 7)

    def physics_alone_gives_a_table(self):
        table = self.folder / "out.csv"
        actions = self.folder / "actions.csv"
        actions.write_text("# time,tag,value\n5 s,HV103,50 %\n")
        self.run_program("sim", PUMP, "--exercise", "cold-start", "--until", "20 s", "--every", "1 s", "--tags",
                         "HV103,V101.P", "--actions", actions, "--csv", table)
        lines = table.read_text().splitlines()
        self.assertEqual(len(lines), 22)
        self.assertTrue(lines[0].startswith("time [s],HV103.POS"))
        actions.write_text("5 s,HV103,50 kg\n5 s,HV1O3,50 %\nnonsense\n")
        run = self.run_program("sim", PUMP, "--until", "1 s", "--actions", actions, "--csv", table, code=1)
        for line in (1, 2, 3):
            self.assertRegex(run.stderr, rf"actions\.csv:{line}:1: error")


if __name__ == "__main__":
    names = sys.argv[3:] or [name for name in vars(Road) if re.match(r"^(an?|exports|wrong|physics|fifty)_", name)]
    suite = unittest.TestSuite(Road(name) for name in names)
    sys.exit(0 if unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful() else 1)
