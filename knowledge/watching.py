"""A folder watched by looking at it now and then: no service of the system is needed, and network drives work."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_Seen = dict[str, tuple[int, int]]


def settled_changes(folder: Path, every: float, wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield once at the start, then each time the folder has changed and stayed as it is between two looks.

    So a file that is being copied is waited for. `every` is in seconds; `wait` lets it pass.
    """
    told: _Seen | None = None
    before = _look(folder)
    while True:
        wait(every)
        now = _look(folder)
        if now == before != told:
            told = now
            yield
        before = now


def _look(folder: Path) -> _Seen:
    """Size and time of change of every file, by path."""
    seen: _Seen = {}
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (os.path.join(where, name) for name in files if not name.startswith(".")):  # noqa: PTH118 - hot
            try:
                found = os.stat(path)  # noqa: PTH116 - as above
            except OSError:
                continue
            seen[path] = (found.st_size, found.st_mtime_ns)
    return seen
