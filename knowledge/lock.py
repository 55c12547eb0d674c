"""One writer at a time: a lock file that the system releases when its holder dies, however it dies."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from knowledge.errors import BusyError

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 20  # the locked byte must not be one that others read

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, who: str) -> Iterator[None]:
    """Hold the lock file for the time of a publication; raises BusyError, saying who holds it and since when."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _take(descriptor)
        except OSError as error:
            raise BusyError(_busy(path)) from error
        holder = {"who": who, "pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.truncate(descriptor, 0)
        os.write(descriptor, json.dumps(holder, ensure_ascii=False).encode("utf-8"))
        yield
    finally:
        os.close(descriptor)


def _busy(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(holder["since"]).astimezone().strftime("%H h %M")
        by = f" par {holder['who']} depuis {since} (processus {holder['pid']})"
    except (OSError, ValueError, KeyError, TypeError):
        by = ""
    return f"Une autre publication est en cours{by} : attendez qu’elle finisse, puis recommencez."
