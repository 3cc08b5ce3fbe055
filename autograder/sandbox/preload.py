"""Modules that the zygote loads, so that every submission finds them at once.

They must be loaded before the uid changes: a Python under root's home can't be read afterwards,
and whatever is missing here would then be missing for students. Modules that don't exist on this
machine or in this version are passed over.
"""

from __future__ import annotations

import importlib
import sys
import warnings

STANDARD = """
    __future__ abc argparse array ast asyncio atexit base64 bisect builtins bz2 cProfile calendar
    cmath cmd code codecs collections collections.abc colorsys concurrent.futures
    concurrent.futures.process concurrent.futures.thread configparser contextlib contextvars copy
    copyreg csv ctypes ctypes.util dataclasses datetime decimal difflib dis doctest enum errno
    faulthandler fileinput fnmatch fractions functools gc getopt getpass glob graphlib gzip hashlib
    heapq hmac html importlib.abc importlib.machinery importlib.metadata importlib.resources
    importlib.util inspect io ipaddress itertools json keyword linecache locale logging lzma
    marshal math mmap multiprocessing multiprocessing.pool multiprocessing.shared_memory numbers
    opcode operator optparse os os.path pathlib pdb pickle pkgutil platform pprint profile pstats
    queue random re reprlib resource sched secrets select selectors shelve shlex shutil signal site
    socket stat statistics string stringprep struct subprocess symtable sysconfig tarfile tempfile
    textwrap threading time timeit token tokenize trace traceback tracemalloc types typing
    unicodedata unittest unittest.mock urllib.error urllib.parse uuid warnings wave weakref
    xml.etree.ElementTree zipfile zlib zoneinfo
"""
# Parts of the standard library that others load only when they run.
HIDDEN = """
    _strptime _pydecimal encodings.ascii encodings.cp949 encodings.euc_kr encodings.idna
    encodings.latin_1 encodings.unicode_escape encodings.utf_16 encodings.utf_8_sig json.tool
    multiprocessing.dummy multiprocessing.popen_fork multiprocessing.queues
    multiprocessing.synchronize
"""
NUMPY = """
    numpy numpy.char numpy.ctypeslib numpy.dtypes numpy.exceptions numpy.fft numpy.lib
    numpy.lib.array_utils numpy.lib.format numpy.lib.mixins numpy.lib.npyio numpy.lib.recfunctions
    numpy.lib.scimath numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.ma.extras numpy.matlib
    numpy.polynomial numpy.random numpy.rec numpy.strings numpy.testing numpy.typing numpy.version
"""


def preload() -> None:
    """Import every module named above."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in f"{STANDARD} {HIDDEN} {NUMPY}".split():
            try:
                importlib.import_module(name)
            except ImportError:
                continue
    for name in ("setquit", "sethelper"):  # exit() and help(), which python -S leaves out
        getattr(sys.modules["site"], name)()
