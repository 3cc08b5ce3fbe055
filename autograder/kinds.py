"""The closed list of exceptions: whatever is raised counts as its nearest ancestor in it."""

from __future__ import annotations

KINDS = {
    kind.__name__: kind
    for kind in (
        NotImplementedError, ValueError, TypeError, IndexError, KeyError, AttributeError, NameError,
        UnboundLocalError, ZeroDivisionError, AssertionError, RecursionError, MemoryError,
        OverflowError, FloatingPointError, ImportError, ModuleNotFoundError, SystemExit,
        KeyboardInterrupt, RuntimeError, OSError, ArithmeticError, LookupError, StopIteration,
        EOFError, SyntaxError, Exception, BaseException,
    )
}  # fmt: skip

_mro_of = type.__dict__["__mro__"].__get__


def nearest(error: BaseException) -> str:
    """Return the nearest ancestor's name in the list, running none of the class's code."""
    listed = set(KINDS.values())
    return next((kind.__name__ for kind in _mro_of(type(error)) if kind in listed), "Exception")
