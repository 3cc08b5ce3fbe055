"""Open a file below a folder without following a link on the way, whatever changes meanwhile."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def open_beneath(folder: Path, *parts: str) -> IO[bytes]:
    """Open `folder/part/…/file` for reading; raises OSError where it isn't a regular file.

    Each part is opened in the one before, so that a folder that becomes a link between looking and
    opening is not followed: it could lead to somebody else's work, or to the reference. Devices are
    not opened at all, since for some of them that is an order.
    """
    handles = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
    try:
        for part in parts[:-1]:
            handles.append(os.open(part, FOLDER, dir_fd=handles[-1]))
        found = os.stat(parts[-1], dir_fd=handles[-1], follow_symlinks=False)
        _demand_regular(found.st_mode)
        file = os.fdopen(os.open(parts[-1], FILE, dir_fd=handles[-1]), "rb")
    finally:
        for handle in handles:
            os.close(handle)
    try:
        _demand_regular(os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _demand_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError("it is not a regular file")
