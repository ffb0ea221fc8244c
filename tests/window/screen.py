"""A screen that exists only in memory (Xvfb), and what is on it."""
import mmap
import os
import pathlib
import struct
import subprocess
import zlib

WIDTH, HEIGHT = 1366, 768


class Screen:
    """Xvfb shares its pixels through a file, so that looking costs nothing and disturbs nobody."""

    def __init__(self, folder):
        for _ in range(5):  # two servers that start at once may take the same number
            self.start(folder)
            if subprocess.run(["xdotool", "getdisplaygeometry"], env=dict(os.environ, DISPLAY=self.display),
                              capture_output=True).returncode == 0:
                break
            self.server.kill()
            self.server.wait()
        with open(pathlib.Path(folder) / "Xvfb_screen0", "rb") as file:
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack_from(">25I", self.bytes)  # XWDFileHeader: size, ..., bytes a line, ..., colours
        self.line = header[12]
        self.first = header[0] + header[19] * 12

    def start(self, folder):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as line:
            self.display = ":" + line.readline().strip()

    def pixel(self, x, y):
        """0xRRGGBB."""
        at = self.first + y * self.line + x * 4
        return int.from_bytes(self.bytes[at:at + 3], "little")

    def column(self, x, top, bottom):
        return [self.pixel(x, y) for y in range(top, bottom)]

    def keep(self, file):
        """Writes a PNG for people to look at."""
        rows = bytearray()
        for y in range(HEIGHT):
            at = self.first + y * self.line
            pixels = self.bytes[at:at + 4 * WIDTH]
            row = bytearray(3 * WIDTH)
            row[0::3], row[1::3], row[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
            rows += b"\0" + row

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        size = struct.pack(">2I5B", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        pathlib.Path(file).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) +
                                       chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))

    def close(self):
        self.server.terminate()
        self.server.wait()
