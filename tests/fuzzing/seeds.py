"""The corpus that fuzzing starts from: `python -m tests.fuzzing.seeds` writes it anew.

What a run finds is kept beside these, under the name of its hash.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from autograder.sandbox import messages, wire
from autograder.sandbox.packing import Packing
from autograder.sandbox.values import ANSWER
from tests.fuzzing.targets import CORPUS, REQUEST

VALUES: dict[str, Any] = {
    "array": np.arange(6.0).reshape(2, 3),
    "tuple": (np.ones((1, 2, 3, 4), "f4"), np.zeros(3, "i8"), np.array(5.0)),
    "scalars": [np.float32(2), np.bool_(1), np.int8(-3), 1, -1.5, True, None],
    "dict": {"w1": np.ones(2), "b1": [1, {"deep": (None,)}]},
    "text": ["text", "합성곱", ""],
    "integers": [2**63, -(10**50), 2**62],
    "flags": np.array([True, False, True]),
    "complex": np.ones(2, complex),
    "empty": [np.empty((0, 3)), (), [], {}],
    "deep": [[[[[[[1]]]]]]],
}


def framed(message: messages.Message, buffers: Any = ()) -> bytes:
    """Return a frame's bytes."""
    return b"".join([bytes(piece) for piece in wire.frame(REQUEST, message, buffers)])


def gave(value: Any, changed: tuple[int, ...] = ()) -> bytes:
    """Return the frame of an answer."""
    packing = Packing(ANSWER)
    return framed(messages.Gave(packing.tree(value), changed), packing.buffers)


def asked(*args: Any, **kwargs: Any) -> bytes:
    """Return the frame of a question."""
    packing = Packing(ANSWER)
    tree = packing.tree((args, kwargs))
    return framed(messages.Ask("padding", "zero_pad2d", tree), packing.buffers)


def wire_seeds() -> dict[str, bytes]:
    """Return streams of answers: each kind of message, alone and together."""
    seeds = {name: gave(value) for name, value in VALUES.items()}
    seeds["changed"] = gave(1, (0, 2))
    seeds["threw"] = framed(messages.Threw("ValueError", "Own", "no such window", 2, "Traceback"))
    seeds["kept"] = framed(messages.Kept("a generator"))
    seeds["missing"] = framed(messages.Missing(defined=False))
    seeds["asked"] = asked(np.ones((1, 1, 2, 2)), top=1, left=2) + seeds["array"]
    seeds["many"] = b"".join([*seeds.values()][:8])
    return seeds


def load_seeds() -> dict[str, bytes]:
    """Return streams of what comes of loading."""
    ready, parsed = framed(messages.Ready()), framed(messages.Parsed([]))
    at, loaded = framed(messages.At(2, 6)), framed(messages.Loaded([]))
    bad = framed(messages.Parsed([messages.Trouble(3, "SyntaxError", "invalid syntax")]))
    wrong = framed(
        messages.Loaded(
            [
                messages.Trouble(5, "ModuleNotFoundError", "E: No module named 'math'"),
                messages.Trouble(6, "ZeroDivisionError", "ZeroDivisionError: division by zero"),
            ]
        )
    )
    return {
        "plain": parsed + loaded, "announced": parsed + at + loaded, "wrong": bad + at + wrong,
        "asked": parsed + at + asked(np.ones((1, 1, 2, 2))) + loaded, "unasked": ready + parsed,
        "dies": parsed + at,
    }  # fmt: skip


def notebook_seeds() -> dict[str, bytes]:
    """Return notebooks of several versions, with all that students put into them."""
    code = "%matplotlib inline\nimport numpy as np\ndef f(x):\n    return (x\n        % 2)\n!ls\n"
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Title\n", "text"]},
        {"cell_type": "code", "execution_count": 1, "metadata": {"scrolled": True},
         "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}],
         "source": code.splitlines(keepends=True)},
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [],
         "source": "%%time\ny = 1"},
        {"cell_type": "code", "id": "a1", "metadata": {}, "source": "%%bash\nrm -rf /\n"},
        {"cell_type": "raw", "metadata": {}, "source": ""},
    ]  # fmt: skip
    whole = {"cells": cells, "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4,
             "nbformat_minor": 5}  # fmt: skip
    return {
        "whole": json.dumps(whole, indent=1).encode(),
        "korean": json.dumps(whole | {"cells": [{"cell_type": "code", "source": "# 합성곱"}]},
                             ensure_ascii=False).encode(),
        "surrogate": b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}',
        "empty": b'{"cells": []}',
        "numbers": b'{"cells": [], "a": [1e999, -0.0, 1E400, 123456789012345678901234567890]}',
    }  # fmt: skip


SEEDS = {"wire": wire_seeds, "load": load_seeds, "notebook": notebook_seeds}


def main(folder: Path = CORPUS) -> None:
    """Write every corpus."""
    for target, seeds in SEEDS.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, data in seeds().items():
            (folder / target / name).write_bytes(data)


if __name__ == "__main__":
    main()
