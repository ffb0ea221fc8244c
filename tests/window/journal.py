"""What the journal of an attempt shows on disk; its bytes are described in recording/journal.h."""
import pathlib
import struct
from typing import NamedTuple

ACTION = 1


class Record(NamedTuple):
    kind: int
    time: float  # [s] simulated
    tag: str = ""
    value: float = 0.0
    accepted: bool = True


def read_journal(attempt):
    """The whole records so far; the program may be writing the next one."""
    try:
        data = (pathlib.Path(attempt) / "journal.bin").read_bytes()
    except FileNotFoundError:
        return []
    records, at = [], 12
    while at + 8 <= len(data):
        length = struct.unpack_from("<H", data, at)[0]
        payload = data[at + 8:at + 8 + length]
        if len(payload) < length:
            break
        kind, time, _ = struct.unpack_from("<Bqq", payload)
        if kind == ACTION:
            _, accepted, value, letters = struct.unpack_from("<BBdH", payload, 17)
            records.append(Record(kind, time / 1e9, payload[29:29 + letters].decode(), value, accepted == 1))
        else:
            records.append(Record(kind, time / 1e9))
        at += 8 + length
    return records
