"""An archive that is made to be expensive costs the grader little."""

import bz2
import gzip
import lzma
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.grading.test_archives import tarred, zipped

COSTS = """
import io, sys, time
from autograder.grading.archives import read_archive
from autograder.grading.bounded import DamagedError, Rooms
from autograder.grading.shelf import judge_by
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
before = peak()
with open(sys.argv[1], "rb") as file:
    said, start = [], time.process_time()
    for _, data in read_archive(file, judge_by(("conv",)), Rooms(), said.append):
        del data
    print(time.process_time() - start)
print(peak() - before)
print(said)
"""


def overlapping(*, spoiled=False):
    """Many entries that share one bomb, as the best bombs do."""
    one = zipped(("conv.ipynb", b"\0" * (12 << 20)))
    start, end = one.index(b"PK\1\2"), one.index(b"PK\5\6")
    entry = bytearray(one[start:end])
    entry[16] ^= spoiled  # in the checksum, which is looked at in the end
    entries = [bytes(entry)] * 9000
    table = b"".join(entries)
    tail = bytearray(one[end:])
    tail[8:12] = len(entries).to_bytes(2, "little") * 2
    tail[12:16] = len(table).to_bytes(4, "little")
    return one[:start] + table + bytes(tail)


def giant_dictionary():
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 4096}]
    data = bytearray(lzma.compress(tarred(("conv.py", b"#" * (40 << 20))), filters=filters))
    place = data.index(b"\x21\x01", 12, 24) + 2
    data[place] = 39  # 3 GiB
    size = (data[12] + 1) * 4
    data[12 + size - 4 : 12 + size] = zlib.crc32(bytes(data[12 : 12 + size - 4])).to_bytes(
        4, "little"
    )
    return bytes(data)


BOMBS = {
    "zip": lambda: zipped(("conv.py", b"\0" * (80 << 20))),
    "a hundred in a zip": lambda: zipped(
        *[(f"conv{n}.ipynb", b"\0" * (33 << 20)) for n in range(3)]
    ),
    "overlapping": overlapping,
    "overlapping and spoiled": lambda: overlapping(spoiled=True),
    "a long table": lambda: zipped(*[(f"{n}", b"") for n in range(45_000)]),
    "gz": lambda: gzip.compress(tarred(*[(f"{n}.png", b"\0" * (20 << 20)) for n in range(9)])),
    "bz2": lambda: bz2.compress(tarred(*[(f"{n}.png", b"\0" * (5 << 20)) for n in range(9)])),
    "noise in bz2": lambda: bz2.compress(
        tarred(*[(f"{n}", os.urandom(2 << 20)) for n in range(4)])
    ),
    "xz": lambda: lzma.compress(
        tarred(*[(f"{n}.png", b"\0" * (10 << 20)) for n in range(9)]), preset=0
    ),
    "a giant dictionary": giant_dictionary,
    "many headers": lambda: gzip.compress(tarred(*[(f"{n}", b"") for n in range(21_000)])),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_costs_little_time_and_memory(tmp_path, bomb):
    """Less than a second where it is quiet (CPU time, with a margin here) and 100 MB."""
    (tmp_path / "bomb").write_bytes(bomb())
    done = subprocess.run(
        [sys.executable, "-c", COSTS, str(tmp_path / "bomb")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seconds, megabytes, said = done.stdout.splitlines()
    assert float(seconds) < 5
    assert float(megabytes) < 100
    assert said != "[]"
