#!/usr/bin/env python3
"""Runs a command while private PostgreSQL servers run; JIXIA_TEST_POSTGRES and, for a second one,
JIXIA_TEST_POSTGRES_2 name them.

usage: with_postgres.py SERVERS COMMAND...
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PRIVATE_POSTGRES = pathlib.Path(__file__).resolve().parents[2] / "tools/library/private-postgres"


class PrivatePostgres:
    """A PostgreSQL server of its own in a temporary folder."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="jixia-pg-")
        os.chmod(self.folder, 0o755)
        self.start()

    def ask(self, what):
        return subprocess.run([PRIVATE_POSTGRES, what, self.folder], check=True, stdout=subprocess.PIPE,
                              text=True).stdout.strip()

    def start(self):
        self.url = self.ask("start")

    def kill(self):
        self.ask("kill")

    def stop(self):
        self.kill()  # nobody wants its last checkpoint
        shutil.rmtree(self.folder, ignore_errors=True)


def run():
    servers = [PrivatePostgres() for _ in range(int(sys.argv[1]))]
    names = ["JIXIA_TEST_POSTGRES", "JIXIA_TEST_POSTGRES_2"]
    environment = dict(os.environ, **{name: server.url for name, server in zip(names, servers)})
    try:
        return subprocess.run(sys.argv[2:], env=environment).returncode
    finally:
        for server in servers:
            server.stop()


if __name__ == "__main__":
    sys.exit(run())
