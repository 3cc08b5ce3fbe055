"""The reference of 12_fast_conv against PyTorch, on one core, in float64.

    python tests/benchmarks/fast_conv.py [--venv FOLDER] [--index URL] [--runs 15]

PyTorch goes into a virtual environment of its own: in FOLDER, which is kept and used again, or in a
temporary one. Its CPU build is enough; on Linux it has an index of its own, which its makers name.
Both sides compute the same convolution in turn, forward and backward; what is printed are medians
of CPU time, and the median of the ratios of neighbouring runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "solutions" / "12_fast_conv" / "fast_conv.py"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# Images, and the number of their 3x3 filters; padding 1, as in VGG's or ResNet's layers.
SIZES = (((8, 64, 56, 56), 64), ((16, 3, 32, 32), 32))
TARGET = 1.3
"""The reference is to take at most so many times PyTorch's time."""


def prepared(folder: Path, index: str | None) -> Path:
    """Return the Python of a virtual environment with PyTorch, made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    has_torch = subprocess.run([python, "-c", "import torch"], capture_output=True, check=False)
    if has_torch.returncode:
        elsewhere = ["--index-url", index] if index else []
        install = ["-m", "pip", "install", "-q", *elsewhere, "torch", "numpy"]
        subprocess.run([python, *install], check=True)
    return python


def compare(runs: int) -> bool:
    """Time both sides in this process, which has PyTorch; tell whether the target is reached."""
    import numpy as np
    import torch

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    torch.set_num_threads(1)
    print(f"numpy {np.__version__}, torch {torch.__version__}, one core, float64, {runs} runs each")
    reached = [compare_at(shape, filters, runs) for shape, filters in SIZES]
    return all(reached)


def compare_at(shape: tuple[int, ...], filters: int, runs: int) -> bool:
    """Time both sides at one size."""
    import numpy as np
    import torch

    ours, rng = reference(), np.random.default_rng(0)
    x, w = rng.standard_normal(shape), rng.standard_normal((filters, shape[1], 3, 3))
    b, dy = rng.standard_normal(filters), rng.standard_normal((shape[0], filters, *shape[2:]))
    tx, tw, tb, tdy = (torch.from_numpy(array) for array in (x, w, b, dy))
    back, ones = torch.ops.aten.convolution_backward, [1, 1]
    what = (False, [0, 0], 1, [True, True, True])
    forward = (
        lambda: ours.conv2d_fast(x, w, b, padding=1),
        lambda: torch.nn.functional.conv2d(tx, tw, tb, padding=1),
    )
    backward = (
        lambda: ours.conv2d_fast_backward(dy, x, w, padding=1),
        lambda: back(tdy, tx, tw, [filters], ones, ones, ones, *what),
    )
    reached = []
    for name, sides in (("forward", forward), ("backward", backward)):
        assert all(map(np.allclose, *(arrays(side()) for side in sides)))
        reached.append(report(f"{shape} x {filters} x 3 {name}", *sides, runs))
    return all(reached)


def reference() -> Any:
    """Import the reference; it needs numpy only."""
    spec = importlib.util.spec_from_file_location("fast_conv", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arrays(answer: object) -> list[object]:
    """Return an answer's arrays, whoever gave it."""
    many = answer if isinstance(answer, tuple) else [answer]
    return [one.numpy() if hasattr(one, "numpy") else one for one in many]


def report(name: str, mine: Callable[[], object], theirs: Callable[[], object], runs: int) -> bool:
    """Time two functions in turn and print how they compare."""
    times = [(seconds(mine), seconds(theirs)) for _ in range(runs + 2)][2:]
    ratio = median(m / t for m, t in times)
    one, other = (median(column) * 1000 for column in zip(*times, strict=True))
    print(f"{name:34} reference {one:8.2f} ms   torch {other:8.2f} ms   ratio {ratio:.2f}")
    return ratio <= TARGET


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path)
    parser.add_argument("--index", metavar="URL", help="package index of PyTorch's CPU build")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return 0 if compare(options.runs) else 1
    with tempfile.TemporaryDirectory() as temporary:
        python = prepared(options.venv or Path(temporary) / "venv", options.index)
        command = [python, __file__, "--inside", f"--runs={options.runs}"]
        return subprocess.run(command, env={**os.environ, **ONE_THREAD}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
