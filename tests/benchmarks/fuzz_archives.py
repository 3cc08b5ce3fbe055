"""Mutate archives and read them: nothing may escape, run long, or need much memory.

    python tests/benchmarks/fuzz_archives.py [--mutants 200000] [--seed 0]

Each mutant is a sound archive with bytes changed, cut out, doubled, swapped with another's, or with
numbers replaced by extreme ones; those of gzip, bzip2 and xz are mutated inside before they are
compressed, or outside after. Prints what escaped, the slowest mutants and the peak of memory; exits
with 1 where anything escaped, took more than a second of CPU, or memory grew by more than 100 MB.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import lzma
import random
import resource
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable

from autograder.grading.archives import read_archive
from autograder.grading.bounded import DamagedError, Rooms
from autograder.grading.shelf import judge_by

CODE = b"def conv2d(x, w, b):\n    return x\n"
NAMES = (
    "conv.py",
    "homework/assignments/04_conv/conv.py",
    "a" * 120 + "/conv (1).py",
    "답안/conv.py",
)
EXTREMES = (
    b"\0" * 4,
    b"\xff" * 4,
    b"\xff\xff\xff\x7f",
    b"\0\0\0\x80",
    b"\1\0\0\0",
    b"99999999999\0",
)
ESCAPED = "ESCAPED"
JUDGE = judge_by(("padding", "conv", "pooling"))


def zip_bytes(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name in NAMES:
            archive.writestr(name, CODE * 40)
        archive.writestr("inner.zip", b"PK\5\6" + b"\0" * 18)
    return file.getvalue()


def tar_bytes(form: int) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name in NAMES:
            info = tarfile.TarInfo(name)
            info.size = len(CODE) * 40
            info.pax_headers = {"comment": "x" * 50} if form == tarfile.PAX_FORMAT else {}
            archive.addfile(info, io.BytesIO(CODE * 40))
        link = tarfile.TarInfo("conv-2.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


Wrap = Callable[[bytes], bytes]


def plain(data: bytes) -> bytes:
    return data


def quick_xz(data: bytes) -> bytes:
    return lzma.compress(data, preset=0)


def seeds() -> list[tuple[str, bytes, Wrap]]:
    """Return sound archives: a name, the bytes to mutate, and what to do to them afterwards."""
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    found: list[tuple[str, bytes, Wrap]] = [("zip", zip_bytes(each), plain) for each in methods]
    for data in map(tar_bytes, (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)):
        found.append(("tar", data, plain))
        wraps: dict[str, Wrap] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": quick_xz}
        for name, wrap in wraps.items():
            found += [(f"tar in {name}", data, wrap), (f"tar.{name}", wrap(data), plain)]
    return found


def with_checksum(block: bytes) -> bytes:
    """Return a tar header with the checksum that it needs to be believed."""
    total = sum(block[:148]) + 8 * 32 + sum(block[156:512])
    return block[:148] + b"%06o\0 " % total + block[156:]


def mutate(data: bytes, other: bytes, rng: random.Random) -> bytes:
    work = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        place, length = rng.randrange(len(work) + 1), rng.choice((1, 2, 4, 30, 512))
        there, piece = rng.randrange(len(other)), bytes(work[place : place + length])
        noise = rng.randbytes(rng.choice((1, min(length, 30))))
        changes = (noise, noise, rng.choice(EXTREMES), piece * 2, other[there:][:length], b"")
        new = rng.choice(changes)
        work[place : place + (min(length, len(new)) if new else length)] = new
        work = work or bytearray(data)
    return believed(work) if rng.random() < 0.7 else bytes(work)


def believed(work: bytearray) -> bytes:
    """Mend the checksums of tar headers: without them hardly one would be looked at."""
    for start in range(0, len(work) - 511, 512):
        if work[start + 257 : start + 262] == b"ustar":
            work[start : start + 512] = with_checksum(bytes(work[start : start + 512]))
    return bytes(work)


def read(data: bytes) -> tuple[int, list[str]]:
    said: list[str] = []
    try:
        found = dict(read_archive(io.BytesIO(data), JUDGE, Rooms(), said.append))
    except DamagedError:
        return 0, ["damaged"]
    for path in found:
        assert path
        assert not any(part in {"", ".", ".."} or "/" in part for part in path)
    return len(found), said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng, sound = random.Random(options.seed), seeds()
    for name, data, wrap in sound:
        assert read(wrap(data))[0] == len(NAMES), name
    outcomes, slowest = Counter[str](), [(0.0, "")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(options.mutants):
        name, data, wrap = rng.choice(sound)
        outcome, seconds = timed(wrap(mutate(data, rng.choice(sound)[1], rng)))
        outcomes[f"{name}: {outcome}"] += 1
        slowest = sorted([*slowest, (seconds, f"{name} {number}")])[-3:]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    escaped = sum(count for outcome, count in outcomes.items() if ESCAPED in outcome)
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:8} {outcome}")
    print("slowest:", ", ".join(f"{seconds:.3f} s ({which})" for seconds, which in slowest))
    print(f"memory grew by {grown:.0f} MB; {escaped} escaped")
    return int(bool(escaped) or slowest[-1][0] > 1 or grown > 100)


def timed(mutant: bytes) -> tuple[str, float]:
    """Read a mutant; return what became of it, and the CPU seconds that it took."""
    start = time.process_time()
    try:
        files, said = read(mutant)
        outcome = f"{'some' if files else 'no'} files{', remarks' if said else ''}"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        outcome = f"{ESCAPED} {type(error).__name__}: {error}"[:200]
    return outcome, time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
