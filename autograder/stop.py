"""Stop in good order when told to: Ctrl-C, `kill`, or a terminal that was closed."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def told_to_stop() -> Iterator[None]:
    """Raise KeyboardInterrupt with the signal's number for each of these signals, once.

    What comes later must not disturb the cleaning up. A signal that is ignored stays so, as `nohup`
    means it to be.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) or signal.SIG_DFL for number in SIGNALS}
    terminals = [number for number in (1, 2) if os.isatty(number)]
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, lambda number, _: _stop(number, terminals))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, terminals: Iterable[int]) -> NoReturn:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    if number == signal.SIGHUP:
        _hush(terminals)
    raise KeyboardInterrupt(number)


def _hush(descriptors: Iterable[int]) -> None:
    """Send to nowhere what would go to a terminal that is gone, lest that be another error."""
    null = os.open(os.devnull, os.O_WRONLY)
    for descriptor in descriptors:
        os.dup2(null, descriptor)
    os.close(null)
