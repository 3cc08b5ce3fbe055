"""What may not cross, in the grader's words.

A worker sends a word from the closed list here and no text of its own: whatever a report to the
student shows of a refusal, no argument of a hidden call can travel in it.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    CoroutineType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from autograder.answers import Source
    from autograder.sandbox.values import Bounds

# Types by the word for them, the more special ones first.
TYPES: dict[str, type | tuple[type, ...]] = {
    "a function": (FunctionType, BuiltinFunctionType, MethodType, np.ufunc),
    "a generator": (GeneratorType, AsyncGeneratorType),
    "a coroutine": CoroutineType,
    "a module": ModuleType,
    "a class": type,
    "a complex number": complex,
    "a set": (set, frozenset),
    "a bytes": bytes,
    "a bytearray": bytearray,
    "a memoryview": memoryview,
    "a range": range,
    "a slice": slice,
    "an exception (is it a `raise` that is meant?)": BaseException,
    "a numpy dtype": np.dtype,
    "a numpy iterator": (np.nditer, np.flatiter, np.broadcast),
    "an iterator": (map, filter, zip, enumerate, reversed),
    "a view of a dict": (type({}.keys()), type({}.values()), type({}.items())),
    "...": type(...),
    "NotImplemented": type(NotImplemented),
}
# The dtypes that don't cross, by numpy's letter.
DTYPES = {
    "O": "object", "S": "bytes", "U": "str", "V": "void", "M": "datetime64", "m": "timedelta64",
}  # fmt: skip
OBJECT, OTHER, OTHER_DTYPE = "an object", "object of another class", "an array of another dtype"
# Each kind of refusal, and how it completes "you returned …".
WORDS = {
    **{word: word for word in (*TYPES, OBJECT, OTHER_DTYPE)},
    **{f"dtype {name}": f"an array of dtype {name}" for name in DTYPES.values()},
    OTHER: "an object of a class that is not built in",
    "masked": "a masked array",
    "keys": "a dict whose keys are not (short) strings",
    "items": "more than {items} separate values, not an array",
    "list": "a list of more than {items} values, not an array",
    "deep": "a value nested more than {depth} deep",
    "digits": "an integer of more than {digits} digits",
    "string": "a string of more than {text} characters",
    "text": "too much text",
    "body": "more than {body} of numbers",
}
# Integers that msgpack can't hold are sent as digits; a factorial is fine, a bomb isn't.
DIGITS = 400
NEAR, NAMES = 0.7, 500


def words(kind: str, bounds: Bounds) -> str:
    """Complete the sentence "you returned …"; `kind` is one of WORDS."""
    large = bounds.body >= 1 << 20
    body = f"{bounds.body >> 20} MB" if large else f"{bounds.body >> 10} KB"
    limits = {"items": bounds.items, "depth": bounds.depth, "text": bounds.text}
    return WORDS[kind].format(**limits, digits=DIGITS, body=body)


def kind_of(value: Any) -> str:
    """Return the word for a value that isn't plain data, without running any of its code."""
    own = type(value)
    found = (word for word, types in TYPES.items() if issubclass(own, types))
    return next(found, OBJECT if own is object else OTHER)


def kind_of_dtype(dtype: np.dtype[Any]) -> str:
    """Return the word for an array of a dtype that doesn't cross."""
    name = DTYPES.get(dtype.kind)
    return f"dtype {name}" if name else OTHER_DTYPE


@lru_cache(maxsize=16)  # it is asked for at every call, and a file can make it slow
def missing(function: str, source: Source, *, defined: bool) -> str:
    """Say that there is no such function, and which one in the file looks like it."""
    if defined:
        return f"{function} is not a function in {source.file}"
    others = re.findall(r"^def (\w{1,60})\b", source.text, re.MULTILINE)[:NAMES]
    near = difflib.get_close_matches(function, [o for o in others if o != function], 1, NEAR)
    hint = f" (there is a {near[0]})" if near else ""
    return f"{source.file} defines no {function}{hint}"
