"""Mutants: bytes with pieces changed, and messages with parts exchanged for what nobody expects."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import msgspec

from autograder.sandbox import wire

Mutate = Callable[[bytes, Sequence[bytes], Random], bytes]

NASTY: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**32, 2**53, 2**63 - 1, 2**64 - 1, -(2**63), 1.5, 1e308,
    math.nan, math.inf, "", "x", "x" * 300, "x" * 2000, "\0", "\x1b[2J", "\u202e", "9" * 401, "-",
    "١٢", "1_0", "a", "t", "l", "d", "n", "i", "|O", "<f8", "|b1", "<c16", ">f8", "|V8", "code",
    "Gave", "Ask", [], {}, [[]], [0] * 2000, {"a": 1}, ["a", "<f8", 2**40], ["a", "<f8", 0, 2**60],
    ["i", "9" * 400], ["l", *[1] * 1500], ["d", {"x" * 2000: 1}],
    ["t"], ["d", {}], ["n", "<f8"], "%%bash", "!ls", "def f(): return 1",
)  # fmt: skip
# What msgpack can say and JSON can't.
BINARY = (b"", b"x" * 40, msgspec.msgpack.Ext(1, b"x"), msgspec.msgpack.Ext(-1, bytes(4)))
DEPTHS = (3, 10, 1100, 20_000)


def bytes_changed(data: bytes, corpus: Sequence[bytes], random: Random) -> bytes:
    """Change, cut, double, insert or splice, a few times over."""
    mutant = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(mutant) + 1)
        size = random.choice((1, 1, 2, 4, 8, 16, 100))
        piece = bytes(mutant[at : at + size])
        match random.randrange(7):
            case 0:
                mutant[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                del mutant[at : at + size]
            case 2:
                mutant[at:at] = random.randbytes(size)
            case 3:
                mutant[at:at] = piece * random.choice((1, 2, 50))
            case 4:
                other = random.choice(corpus)
                mutant[at:] = other[random.randrange(len(other) + 1) :]
            case 5:
                mutant[at : at + size] = random.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * size
            case _:
                mutant[at : at + 1] = bytes(b ^ 1 << random.randrange(8) for b in piece[:1])
    return bytes(mutant)


def part_changed(value: Any, nasty: Sequence[Any], random: Random) -> Any:
    """Return a value with one of its parts, at any depth, exchanged, doubled or taken away."""
    if not isinstance(value, list | dict) or not value or random.random() < 0.15:
        if random.random() < 0.4:
            return alike(value, random)
        return nested(random) if random.random() < 0.05 else random.choice(nasty)
    if isinstance(value, dict):
        key = random.choice(list(value))
        return value | {key: part_changed(value[key], nasty, random)}
    at, copy = random.randrange(len(value)), list(value)
    match random.randrange(8):
        case 0 if random.random() < 0.3:
            copy[at] = wrapped(copy[at], random)
        case 0:
            del copy[at]
        case 1:
            copy[at:at] = [copy[at]] * random.choice((1, 2, 40))
        case 2:
            copy.insert(at, random.choice(nasty))
        case _:
            copy[at] = part_changed(copy[at], nasty, random)
    return copy


def alike(value: Any, random: Random) -> Any:
    """Return another value of the same kind, which may well be right."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + random.choice((-2, -1, 1, 2, 60, 1000))
    if isinstance(value, float):
        return random.choice((0.0, -0.0, -value, value * 1e300, math.nan, math.inf))
    if isinstance(value, str):
        return random.choice((value * 2, value[1:], value.upper(), value + "\0", "ValueError"))
    return value


def wrapped(value: Any, random: Random) -> Any:
    """Return a value deeper down, as a worker would say it."""
    for _ in range(random.choice((1, 3, 12))):
        value = random.choice((["l", value], ["t", value], ["d", {"k": value}]))
    return value


def nested(random: Random) -> Any:
    """Return something in a list in a list, too deep for most."""
    value: Any = 1
    for _ in range(random.choice(DEPTHS[:2])):
        value = [value] if random.random() < 0.5 else {"a": value}
    return value


def frames(data: bytes, corpus: Sequence[bytes], random: Random) -> bytes:
    """Make a mutant of a stream of frames: of its bytes, or of the message of its first frame."""
    choice = random.random()
    if choice < 0.3:
        return bytes_changed(data, corpus, random)
    if choice < 0.35:
        depth = random.choice(DEPTHS)
        header = b"\x92\xa4Gave" + b"\x91" * depth + b"\x01"
        return wire.PREFIX.pack(7, len(header), 0) + header
    try:
        request, size, length = wire.PREFIX.unpack_from(data)
        middle = wire.PREFIX.size + size
        tree = msgspec.msgpack.decode(data[wire.PREFIX.size : middle])
        header = msgspec.msgpack.encode(part_changed(tree, NASTY + BINARY, random))
    except (ValueError, OverflowError, RecursionError, msgspec.MsgspecError):
        return bytes_changed(data, corpus, random)
    body = data[middle : middle + length]
    if random.random() < 0.2:
        body = bytes_changed(body, corpus, random)
    told = len(body) if random.random() < 0.9 else random.choice((0, 1, 2**26, 2**63))
    return wire.PREFIX.pack(request, len(header), told) + header + body + data[middle + length :]


def documents(data: bytes, corpus: Sequence[bytes], random: Random) -> bytes:
    """Make a mutant of a JSON document: of its bytes, or of its parts."""
    choice = random.random()
    if choice < 0.4:
        return bytes_changed(data, corpus, random)
    if choice < 0.43:
        depth = random.choice(DEPTHS)
        return b'{"cells": ' + b"[" * depth + b"]" * depth + b"}"
    try:
        changed = part_changed(json.loads(data), NASTY, random)
        text = json.dumps(changed, ensure_ascii=random.random() < 0.5)
    except (ValueError, RecursionError):
        return bytes_changed(data, corpus, random)
    return text.encode("utf-8", "surrogatepass")
