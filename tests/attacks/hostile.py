"""A class of hostile students: what each does, and what must stand in the report.

Each hands in right answers, but for `global_avg_pool2d(x)` or a statement at the end.
"""

from __future__ import annotations

LATE, SLOW = "ran out of time (0.4 s of CPU)", "ran out of time (5 s)"
LARGE = "x = np.ones((1, 1, 180, 180), 'f4')"
NONSENSE = "sent back something that is not an answer"
# The function's body, and words of its message.
CALLS = {
    "exit": ("os._exit(0)", "ended the whole Python process"),
    "system-exit": ("sys.exit('100 points')", "SystemExit in line"),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt in line"),
    "crash": ("ctypes.string_at(0)", "crashed (segmentation fault)"),
    "abort": ("os.abort()", "crashed (abort)"),
    "kill": ("os.kill(os.getpid(), 9)", "was killed by the system"),
    "loop": ("\n    while True: pass", LATE),
    "regex": ("re.match('(a+)+$', 'a' * 40 + 'b')", LATE),
    "sleep": ("time.sleep(99)", SLOW),
    "deadlock": ("lock = threading.Lock(); lock.acquire(); lock.acquire()", SLOW),
    "memory": ("return np.ones(50 << 27)", "MemoryError in line"),
    "recursion": ("return global_avg_pool2d(x)", "RecursionError in line"),
    "deep-recursion": (
        "sys.setrecursionlimit(10**9); f = lambda n: sum(map(f, [n])); f(1)",
        "crashed (segmentation fault)",
    ),
    "fork": ("\n    while True: os.fork()", "OSError in line"),
    "shell": ("import subprocess; subprocess.run(['sh', '-c', 'id'])", "OSError in line"),
    "socket": ("import socket; socket.create_connection(('example.org', 80))", "OSError in line"),
    "signal-all": ("os.kill(-1, 9)", "OSError in line"),
    "read": ("return open('/etc/passwd').read()", "OSError in line"),
    "list": ("return os.listdir('/home')", "OSError in line"),
    "proc": ("return open('/proc/1/environ').read()", "OSError in line"),
    "write": ("open('/usr/lib/mark', 'w')", "OSError in line"),
    "library": ("ctypes.CDLL('libnothing.so')", "OSError in line"),
    "generator": ("return (i for i in x)", "you returned a generator"),
    "equal": (
        "return type('E', (), {'__eq__': lambda s, o: True})()",
        "you returned an object of a class that is not built in",
    ),
    "in-itself": ("a = []; a.append(a); return a", "nested more than 8 deep"),
    "objects": ("return np.array([x, None], object)", "an array of dtype object"),
    "huge": ("return np.zeros(10**7)", "more than 64 MB of numbers"),
    "many-huge": ("return np.zeros(3 * 10**6)", "sent back more than 16 MB in all"),
    "huge-integer": ("return 10**390", "you returned a single number"),
    "long-integer": ("return 10**5000", "an integer of more than 400 digits"),
    "nan": ("return np.full(x.shape[:2], np.nan)", "nan or inf"),
    "noise": ("os.write(3, os.urandom(999)); time.sleep(99)", NONSENSE),
    "half": ("os.write(3, bytes(8)); os.close(3); time.sleep(99)", "cut its connection"),
    "shouting": ("[os.write(1, b'x' * 65536) for _ in range(999)]; return 1", "a single number"),
    "verdict": ("print('PASSED 100/100'); return True", "you returned a single number"),
    "unprintable": (
        "raise type('E', (ValueError,), {'__str__': lambda s: 1 / 0})", "ValueError in line",
    ),
    "escapes": ("raise ValueError('\\x1b[2J\\u202e')", r"\x1b[2J\u202e"),
    "patches": ("np.isclose = np.allclose = lambda *a: True; return x", "you returned shape"),
    "skip": ("import pytest; pytest.skip('full marks')", "ModuleNotFoundError in line"),
    "neighbour": ("return open('../../pooling.py').read()", "OSError in line"),
    "endless-question": (
        f"import conv; {LARGE}; conv.conv2d(x, x, x[0, 0, 0], padding=2000)",
        "asked too much of conv.conv2d (one question ran out of time (0.5 s of CPU))",
    ),
    "large-question": (
        "from padding import zero_pad2d; return zero_pad2d(x, top=10**6, left=10**6)",
        "MemoryError in line",
    ),
    "forged-question": (
        "import padding as p; p.zero_pad2d.__closure__[0].cell_contents('pooling', 'f', (x,), {})",
        NONSENSE,
    ),
}  # fmt: skip
# A statement at the end of the file, and words of the note about it; nothing else is lost.
LOADS = {
    "load-exit": ("os._exit(0)", "left out: ended the whole Python process"),
    "load-loop": ("while True: pass", f"left out: {LATE}"),
    "load-crash": ("ctypes.string_at(0)", "left out: crashed (segmentation fault)"),
    "load-system-exit": ("sys.exit(0)", "left out: SystemExit"),
    "load-verdict": ("raise Exception('<b>100</b> points')", "left out: Exception"),
    "load-nonsense": ("os.write(3, b'x' * 999)", f"left out: {NONSENSE}"),
    "load-syntax": ("def f(: \u202e", "left out: SyntaxError"),
    "load-memory": ("x = np.ones(50 << 27)", "left out: MemoryError"),
}
# Names of students who hand in right answers.
NAMES = (
    "-rf", "=cmd|' C calc'!A0", "+1", "@SUM(A1)", "a;=1+1", "con", "CON.txt", "nul", "x" * 200,
    "아다", "'; DROP TABLE grades; --", "<img src=x onerror=alert(1)>", "%2e%2e", "a%b", "~",
    "$HOME",     "`id`", "*", "a\\b", '"quoted"', "{{ 7 * 7 }}", "[red]markup",
)  # fmt: skip
# Files beside right answers that would run, if anything but the answer were ever run.
RUN = "import os, pathlib\npathlib.Path(os.environ['TMPDIR'], 'ran').touch()\nos._exit(1)\n"
FILES = {
    "conftest.py": RUN, "sitecustomize.py": RUN, "usercustomize.py": RUN, "numpy.py": RUN,
    "msgspec.py": RUN, "autograder.py": RUN, "__init__.py": RUN, "setup.py": RUN, "re.py": RUN,
    "evil.pth": f"import os; exec({RUN!r})\n", "pytest.ini": "[pytest]\naddopts = --version\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = 1\n",
    "autograder.json": '{"format": 9}', "test_pooling.py": RUN,
}  # fmt: skip
