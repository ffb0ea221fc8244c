#!/usr/bin/env python3
"""Kills jixia-library (SIGKILL) again and again while statements stream in: none that was acknowledged is lost, none is
there twice. The same with the PostgreSQL server under it, while the library itself runs on. And fills its disk: 507,
and on again when there is room.

usage: kill_test.py PROGRAM kill KILLS | kill-postgres KILLS | full
"""
import base64
import http.client
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid

from with_postgres import PrivatePostgres

PROGRAM = sys.argv[1]
SENDERS = 8
HEADERS = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}


class Library:
    """The server program on a folder of its own."""

    def __init__(self, folder, *more):
        self.places = ["--db", folder, *more]
        self.environment = dict(os.environ, JIXIA_DATA=str(folder))
        key = subprocess.run([PROGRAM, "admin", "add-key", "sender", *self.places], env=self.environment, check=True,
                             capture_output=True, text=True).stdout.strip()
        self.headers = dict(HEADERS, Authorization="Basic " + base64.b64encode(key.encode()).decode())
        self.start()

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", *self.places], env=self.environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])

    def kill(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        self.process.wait()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def all_ids(self):
        connection, target, ids = self.connect(), "/xapi/statements?ascending=true", []
        while target:
            connection.request("GET", target, headers=self.headers)
            page = json.load(connection.getresponse())
            ids += [statement["id"] for statement in page["statements"]]
            target = page["more"]
        return ids


def make_statement():
    return {"id": str(uuid.uuid4()), "actor": {"mbox": "mailto:a@b.example"}, "verb": {"id": "http://v.example/did"},
            "object": {"id": "http://o.example/1"}}


def send_until_dead(library, acknowledged, batch):
    """Adds to `acknowledged` what the server said it has."""
    try:
        connection = library.connect()
        while True:
            statements = [make_statement() for _ in range(batch)]
            connection.request("POST", "/xapi/statements", json.dumps(statements), library.headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                acknowledged.extend(statement["id"] for statement in statements)
    except (OSError, http.client.HTTPException):
        return


def send_until_told(library, acknowledged, batch, is_over):
    """Sends each batch again until the server says it has it."""
    connection = library.connect()
    while not is_over.is_set():
        statements = [make_statement() for _ in range(batch)]
        status = 0
        while status != 200 and not is_over.is_set():
            connection.request("POST", "/xapi/statements", json.dumps(statements), library.headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
            if status not in (200, 503):
                print(f"unexpected answer {status}")
                return
        if status == 200:
            acknowledged.extend(statement["id"] for statement in statements)


def kill_postgres_under_load(kills):
    postgres, noise = PrivatePostgres(), random.Random(7)
    with tempfile.TemporaryDirectory(prefix="jixia-kill-") as folder:
        library = Library(postgres.url, "--files", folder)
        acknowledged, is_over = [], threading.Event()
        senders = [threading.Thread(target=send_until_told, args=(library, acknowledged, 1 + 9 * (k % 2), is_over))
                   for k in range(SENDERS)]
        for sender in senders:
            sender.start()
        for _ in range(kills):
            before = len(acknowledged)
            deadline = time.monotonic() + 60
            while len(acknowledged) == before and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(noise.uniform(0.05, 0.6))
            postgres.kill()
            postgres.start()
        is_over.set()
        for sender in senders:
            sender.join()
        ids = library.all_ids()
        library.kill(signal.SIGTERM)
    postgres.stop()
    return judge(kills, acknowledged, ids)


def judge(kills, acknowledged, ids):
    lost = set(acknowledged) - set(ids)
    doubled = len(ids) - len(set(ids))
    print(f"{kills} kills, {len(acknowledged)} statements acknowledged, {len(ids)} there, {len(lost)} lost, "
          f"{doubled} doubled")
    return not lost and doubled == 0 and len(acknowledged) > kills


def kill_under_load(kills):
    with tempfile.TemporaryDirectory(prefix="jixia-kill-") as folder:
        library, acknowledged, noise = Library(pathlib.Path(folder)), [], random.Random(7)
        for _ in range(kills):
            senders = [threading.Thread(target=send_until_dead, args=(library, acknowledged, 1 + 9 * (k % 2)))
                       for k in range(SENDERS)]
            for sender in senders:
                sender.start()
            time.sleep(noise.uniform(0.05, 0.6))
            library.kill()
            for sender in senders:
                sender.join()
            library.start()
        ids = library.all_ids()
        library.kill(signal.SIGTERM)
        return judge(kills, acknowledged, ids)


def fill_disk():
    """Inside a small file system of its own (see below)."""
    folder = pathlib.Path(sys.argv[3])
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * 2_000_000)
    library = Library(folder)
    connection, acknowledged, status = library.connect(), [], 200
    while status == 200 and len(acknowledged) < 1_000_000:
        statements = [make_statement() for _ in range(50)]
        connection.request("POST", "/xapi/statements", json.dumps(statements), library.headers)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
        acknowledged += [statement["id"] for statement in statements] if status == 200 else []
    ids_when_full = library.all_ids()
    ballast.unlink()
    one = make_statement()
    connection.request("POST", "/xapi/statements", json.dumps(one), library.headers)
    answer = connection.getresponse()
    answer.read()
    ids = library.all_ids()
    library.kill(signal.SIGTERM)
    print(f"full after {len(acknowledged)} statements: {status}; with room again: {answer.status}")
    return (status == 507 and answer.status == 200 and ids_when_full == acknowledged and
            ids == acknowledged + [one["id"]])


def fill_small_disk():
    with tempfile.TemporaryDirectory(prefix="jixia-full-") as folder:
        script = f'mount -t tmpfs -o size=8m none "{folder}" && exec "$@"'
        own = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
        if subprocess.run([*own, "sh", "-c", script, "sh", "true"], capture_output=True).returncode != 0:
            print("skipped: this machine lets nobody mount a file system of his own")
            return True
        run = subprocess.run([*own, "sh", "-c", script, "sh", sys.executable, __file__, PROGRAM, "full-inside", folder])
        return run.returncode == 0


if __name__ == "__main__":
    what = sys.argv[2]
    good = (kill_under_load(int(sys.argv[3])) if what == "kill"
            else kill_postgres_under_load(int(sys.argv[3])) if what == "kill-postgres"
            else fill_disk() if what == "full-inside" else fill_small_disk())
    sys.exit(0 if good else 1)
