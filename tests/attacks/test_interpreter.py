"""What a submission does to its own interpreter costs it its own function, and gets it nothing."""

from __future__ import annotations

import pytest

from tests.attacks.tries import TRY, lost, value
from tests.attacks.walls import PATIENT, STRONG, WALL_SECONDS, Wall, Walls

NONSENSE = "sent back something that is not an answer"
CUT = "cut its connection to the grader"
KILLED = "was killed by the system (too much memory or time)"
LATE = f"ran out of time ({WALL_SECONDS:g} s)"
# What each does in a call, and what is said of the function.
ENDS = {
    "kills itself": ("os.kill(os.getpid(), 9)", KILLED),
    "aborts": ("os.abort()", "crashed (abort)"),
    "claims to be out of time": ("os.kill(os.getpid(), signal.SIGXCPU)", "ran out of time"),
    "scribbles over memory": (
        "[ctypes.memset(id(o), 0xFF, 64) for o in (None, int, type, sys, {}, run)]",
        "crashed (segmentation fault)",
    ),
    "jumps into nothing": ("ctypes.CFUNCTYPE(None)(1)()", "crashed (segmentation fault)"),
    "recurses without end": (
        "sys.setrecursionlimit(10**9)\n    f = lambda n: sum(map(f, [n]))\n    f(1)",
        "crashed (segmentation fault)",
    ),
    "divides in C": ("signal.raise_signal(signal.SIGFPE)", "crashed (floating point exception)"),
    "closes the channel": ("os.close(3)\n    time.sleep(99)", CUT),
    "closes everything": ("os.closerange(0, 99)\n    time.sleep(99)", CUT),
    "puts a file in the channel's place": ("os.dup2(0, 3)\n    time.sleep(99)", CUT),
    "says a word and hangs up": ("os.write(3, b'x')\n    os.close(3)\n    time.sleep(99)", CUT),
    "writes an answer by itself": ("os.write(3, b'\\x01' * 400)", NONSENSE),
    "leaves from a thread": (
        "threading.Thread(target=os._exit, args=(0,)).start()\n    time.sleep(99)",
        "ended the whole Python process",
    ),
    "leaves by SystemExit in C": ("ctypes.pythonapi.Py_Exit(0)", "ended the whole Python process"),
    "dies in the interpreter": (
        "ctypes.pythonapi.Py_FatalError(b'PASSED 100/100')", "crashed (abort)",
    ),
    "executes as its own end": (
        "import atexit; atexit.register(os.write, 1, b'PASSED')\n    os.kill(os.getpid(), 15)",
        "crashed (signal 15)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_an_end_costs_one_function_and_says_which(behind: Wall, end: str) -> None:
    """The next submission is graded as if nothing had been."""
    does, says = ENDS[end]
    text = f"{TRY}import threading\ndef run():\n    {does}\n"
    assert lost(behind(text, cpu=PATIENT)) == says
    assert value(behind("def run(): return 1\n")) == 1


STOPS = (
    "os.kill(os.getpid(), signal.SIGSTOP)",
    "lock = threading.Lock(); lock.acquire(); lock.acquire()",
)


@pytest.mark.parametrize("stop", STOPS)
def test_a_process_that_only_waits_is_waited_for_no_longer_than_agreed(
    walls: Walls, stop: str
) -> None:
    """Stopped by itself, or in a deadlock, it uses no time of its own; at all walls at once."""
    everywhere = walls.every(STRONG)
    for wall in everywhere:
        wall.begin(f"{TRY}import threading\ndef run():\n    {stop}\n")
    assert {lost(wall.end()) for wall in everywhere} == {LATE}


REFUSED = {
    "a list in itself": "a = []; a.append(a); return a",
    "a dict in itself": "d = {}; d['d'] = d; return d",
    "an array in itself": "a = np.empty(1, object); a[0] = a; return a",
    "an endless list": "return type('L', (list,), {'__iter__': lambda s: iter(int, 1)})([1])",
    "an endless generator": "return iter(int, 1)",
    "a huge range": "return range(10**18)",
    "a lazy object": "return type('X', (), {'__array__': lambda s, *a: np.ones(9)})()",
    "an object that equals all": "return type('X', (), {'__eq__': lambda s, o: True})()",
    "a class that says it is an array": "return type('X', (), {'__class__': np.ndarray})()",
    "a memory map": "import mmap; return mmap.mmap(-1, 99)",
    "a broadcast of 8 TB": "return np.broadcast_to(1.0, (10**6, 10**6))",
    "strides beyond its memory": "return np.lib.stride_tricks.as_strided(np.ones(1), (10**6,) * 3)",
    "a dict of 5000 keys": "return dict.fromkeys(map(str, range(5000)))",
    "a deep tuple": "t = ()\n    for _ in range(10**5): t = (t,)\n    return t",
}


@pytest.mark.parametrize("what", REFUSED)
def test_an_answer_that_is_no_data_is_refused_or_plain(behind: Wall, what: str) -> None:
    """Nothing of a clever object's code runs in the grader, and the function lives on."""
    found = behind(f"import numpy as np\ndef run():\n    {REFUSED[what]}\n")
    assert found["kind"] in {"Refused", "Returned"}, found
    if found["kind"] == "Returned":
        assert found["answer"]["value"] == [1]  # the list, without its cleverness


HUNT = """
import gc, sys, types
def reachable():
    seen, todo = set(), [sys.modules, sys._getframe(), gc.get_objects()]
    while todo:
        one = todo.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            todo += gc.get_referents(one)
def run(halves):
    words = ["".join(pair) for pair in halves]
    strings = (one for one in reachable() if type(one) is str)
    return sorted({word for one in strings for word in words if word in one[1:]})
"""
SECRETS = ("solutions/", "test_hidden", "assert_value_err", "BEGIN SOLUTION", "rehears")


def test_nothing_of_checks_or_references_is_in_memory(behind: Wall) -> None:
    """Whoever walks every object that can be reached finds none of their names."""
    found = value(behind(HUNT, [(word[:-1], word[-1]) for word in SECRETS], cpu=PATIENT))
    assert found == []
    assert value(behind(HUNT, [("edirect_stdou", "t")], cpu=PATIENT)) == ["edirect_stdout"]


PATCHES = """
import builtins, sys, time, random, os, io, json
import numpy as np
def run():
    whole = [np.isclose(1, 2), len("ab"), round(2.5), random.random(), json.dumps(1),
             time.monotonic() > 0, sys.getrecursionlimit(), np.ones(2).sum(), str(1), len(sys.path),
             len(sys.meta_path), sorted(os.environ), sys.gettrace(), np.random.rand()]
    return [str(one) for one in whole]
def patch():
    np.isclose = np.array_equal = lambda *a, **k: True
    np.ones = np.random.rand = None
    time.monotonic = random.random = json.dumps = lambda *a: 0
    sys.path[:] = sys.meta_path[:] = sys.path_hooks[:] = []
    sys.settrace(lambda *a: None)
    sys.excepthook = sys.unraisablehook = sys.displayhook = None
    os.environ.clear()
    sys.setrecursionlimit(50)
    sys.modules.clear()
    for name in ("len", "round", "sum", "print", "__import__"): setattr(builtins, name, None)
"""


def test_patches_reach_no_other_submission(behind: Wall) -> None:
    """Libraries, builtins, import machinery, time and chance: all whole again in the next."""
    before = value(behind(PATCHES))
    behind(PATCHES, function="patch")
    assert value(behind(PATCHES)) == before
    assert before[:3] == ["False", "2", "2"]


def test_what_is_printed_is_kept_within_bounds_and_is_no_verdict(behind: Wall) -> None:
    """A gigabyte on stdout, past Python's own streams; escape sequences; forged results."""
    text = """
import os, sys
def run():
    print('{"points": 100, "status": "passed"}', file=sys.stderr)
    print("\\x1b]0;owned\\x07\\x1b[2J" * 10)
    sys.stdout.flush()
    for _ in range(1 << 30 >> 16):
        os.write(1, b"x" * (1 << 16))
    return 1
"""
    found = behind(text)
    assert found["kind"] in {"Returned", "Lost"}
    assert found["output"].startswith('{"points": 100')
    assert len(found["output"]) == 4096
