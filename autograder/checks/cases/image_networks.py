"""Toy cases of the networks that classify images, from LeNet-5 to GoogLeNet."""

from __future__ import annotations

from autograder.checks.case import Pair, Shape
from autograder.checks.cases.networks import Draft, NetworkCase


def lenet_case(
    n: int = 2,
    c: int = 1,
    size: Pair = (32, 32),
    maps: tuple[int, int, int] = (2, 3, 4),
    *,
    kernel: Pair = (5, 5),
    units: int = 5,
    classes: int = 3,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `lenet5(x, params)`; C5's filters are as large as S4's maps."""
    draft = Draft("lenet5", "x", (n, c, *size))
    draft.conv("1", maps[0], kernel)
    draft.pool("S2", 2, 2)
    draft.conv("3", maps[1], kernel)
    draft.pool("S4", 2, 2)
    rows, columns = draft.at[2:]
    draft.conv("5", maps[2], (rows, columns))
    draft.dense("F6", "6", units)
    draft.shapes["prototypes"] = (classes, units)
    draft.stage("y", n, classes)
    return draft.case(seed)


def alexnet_case(
    n: int = 1,
    c: int = 2,
    size: Pair = (67, 67),
    maps: tuple[int, int, int, int, int] = (3, 2, 3, 2, 3),
    *,
    sides: Pair = (5, 3),
    units: Pair = (5, 4),
    classes: int = 3,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `alexnet(x, params)`: 67 rows are the fewest that leave one at the end.

    `sides` are those of the filters of C3, and of C5 to C7; their paddings stay the same.
    """
    draft = Draft("alexnet", "x", (n, c, *size))
    draft.conv("1", maps[0], (11, 11), stride=4)
    draft.stage("N1")
    draft.pool("S2", 3, 2)
    draft.conv("3", maps[1], (sides[0],) * 2, padding=2)
    draft.stage("N3")
    draft.pool("S4", 3, 2)
    for key, count in zip("567", maps[2:], strict=True):
        draft.conv(key, count, (sides[1],) * 2, padding=1)
    draft.pool("S8", 3, 2)
    draft.dense("F9", "9", units[0])
    draft.dense("F10", "10", units[1])
    draft.dense("y", "11", classes)
    return draft.case(seed)


def fashion_case(
    n: int = 2,
    c: int = 1,
    size: Pair = (8, 8),
    maps: tuple[int, int, int, int, int] = (2, 3, 2, 3, 2),
    *,
    units: Pair = (5, 4),
    classes: int = 3,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `fashion_cnn(x, params)`."""
    draft = Draft("fashion_cnn", "x", (n, c, *size))
    draft.conv("1", maps[0], (7, 7), padding=3)
    for pool, keys, counts in (("S2", "34", maps[1:3]), ("S5", "67", maps[3:])):
        draft.pool(pool, 2, 2)
        for key, count in zip(keys, counts, strict=True):
            draft.conv(key, count, (3, 3), padding=1)
    draft.pool("S8", 2, 2)
    draft.dense("F9", "9", units[0])
    draft.dense("F10", "10", units[1])
    draft.dense("y", "11", classes)
    return draft.case(seed)


def _begun(network: str, shape: Shape, filters: int, side: int) -> Draft:
    """Begin as ResNet and GoogLeNet do: 7×7 at stride 2, then a pool at stride 2."""
    draft = Draft(network, "x", shape)
    draft.conv("1", filters, (side, side), stride=2, padding=3)
    draft.pool("S2", 3, 2, 1)
    return draft


def _ended(draft: Draft, classes: int, seed: int) -> NetworkCase:
    """End with a global average pool and a dense layer."""
    draft.stage("G6", *draft.at[:2])
    draft.dense("y", "7", classes)
    return draft.case(seed)


def resnet_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (17, 17),
    maps: tuple[int, int, int] = (2, 3, 4),
    *,
    side: int = 7,
    projected: bool = False,
    classes: int = 3,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `resnet(x, params)`; with `projected`, R3's shortcut is a projection too.

    The first filters are of this `side`, here and below; their padding stays the same.
    """
    draft = _begun("resnet", (n, c, *size), maps[0], side)
    for name, filters, stride in zip(("r3", "r4", "r5"), maps, (1, 2, 2), strict=True):
        channels = draft.at[1]
        draft.learn(f"{name}.1", filters, channels, 3, 3)
        draft.learn(f"{name}.2", filters, filters, 3, 3)
        if projected or stride > 1:
            draft.learn(f"{name}.s", filters, channels, 1, 1)
        draft.stage(name.upper(), n, filters, *draft.moved((3, 3), stride, 1))
    return _ended(draft, classes, seed)


def mobilenet_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (9, 9),
    maps: tuple[int, int, int, int, int] = (2, 2, 3, 3, 4),
    *,
    side: int = 3,
    expanded: int = 4,
    classes: int = 3,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `mobilenet_v2(x, params)`; `maps` are those of C1, M2, M3, M4 and C5."""
    draft = Draft("mobilenet_v2", "x", (n, c, *size))
    draft.conv("1", maps[0], (side, side), stride=2, padding=1)
    for name, filters, stride in zip(("m2", "m3", "m4"), maps[1:4], (1, 2, 1), strict=True):
        draft.learn(f"{name}.e", expanded, draft.at[1])
        draft.learn(f"{name}.d", expanded, 3, 3)
        draft.learn(f"{name}.p", filters, expanded)
        draft.stage(name.upper(), n, filters, *draft.moved((3, 3), stride, 1))
    draft.learn("5", maps[4], draft.at[1])
    draft.stage("C5", n, maps[4], *draft.at[2:])
    return _ended(draft, classes, seed)


def googlenet_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (17, 17),
    stem: int = 2,
    modules: tuple[tuple[int, ...], tuple[int, ...]] = ((1, 2, 2, 1, 2, 1), (2, 1, 1, 2, 1, 2)),
    *,
    side: int = 7,
    classes: int = 3,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `googlenet(x, params)`; modules by their channels F1, R3, F3, R5, F5, FP."""
    draft = _begun("googlenet", (n, c, *size), stem, side)
    _module(draft, "i3", modules[0])
    draft.pool("S4", 3, 2, 1)
    _module(draft, "i5", modules[1])
    return _ended(draft, classes, seed)


def _module(draft: Draft, name: str, channels: tuple[int, ...]) -> None:
    (f1, r3, f3, r5, f5, fp), c = channels, draft.at[1]
    draft.learn(f"{name}.1", f1, c, 1, 1)
    draft.learn(f"{name}.3r", r3, c, 1, 1)
    draft.learn(f"{name}.3", f3, r3, 3, 3)
    draft.learn(f"{name}.5r", r5, c, 1, 1)
    draft.learn(f"{name}.5", f5, r5, 5, 5)
    draft.learn(f"{name}.p", fp, c, 1, 1)
    draft.stage(name.upper(), draft.at[0], f1 + f3 + f5 + fp, *draft.at[2:])
