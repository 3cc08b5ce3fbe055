"""Stand-ins for earlier assignments: modules whose functions the grader answers.

The grader's answer comes over the wire, so that the reference never enters this process.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from autograder.barred import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Ask = Callable[[str, str, tuple[Any, ...], dict[str, Any]], Any]


def install(stand_ins: Mapping[str, Sequence[str]], ask: Ask) -> None:
    """Make `import padding` and `from padding import zero_pad2d` work for these names.

    A module without functions is one that must not be imported.
    """
    for name, functions in stand_ins.items():
        if functions:
            sys.modules[name] = stand_in_module(name, functions, ask)
        else:
            sys.meta_path.insert(0, Bar(name))


def stand_in_module(name: str, functions: Sequence[str], ask: Ask) -> ModuleType:
    """Return a module with these functions; any other name is an ImportError that lists them."""
    module = ModuleType(name, "Functions of an earlier assignment.")
    module.__dict__["__all__"] = list(functions)
    for function in functions:
        module.__dict__[function] = stand_in(name, function, ask)

    def unknown(wanted: str) -> Any:
        if wanted.startswith("__"):  # the import system itself asks for such names
            raise AttributeError(wanted)
        raise ImportError(not_offered(name, wanted, functions))

    module.__dict__["__getattr__"] = unknown
    return module


def not_offered(module: str, wanted: str, functions: Sequence[str]) -> str:
    """Say that a name can't be imported, and which can."""
    only = ", ".join(functions)
    return f"{module} has no function {wanted!r} that can be imported here: only {only}"


def stand_in(module: str, function: str, ask: Ask) -> Callable[..., Any]:
    """Return a function that asks the grader."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return ask(module, function, args, kwargs)

    call.__name__ = call.__qualname__ = function
    call.__module__ = module
    return call
