"""Logs and crash reports that hold neither texts nor ids nor secrets, whoever writes them.

Our own records say nothing of the kind. A library's may quote anything: an address with its key, a message, the words
of an error. Of those only the place that wrote it shows, and the type of the error.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

_OURS = ("bot", "knowledge")


def configure(level: str) -> None:
    """Log to standard error: our own records from `level`, libraries' from WARNING; report a crash as discreetly."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _crashed
    threading.excepthook = lambda crash: _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)


class Discreet(logging.Formatter):
    """Leaves out what a library's record says, and the words of errors."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        ours = record.name.partition(".")[0] in _OURS
        said = record.getMessage() if ours else f"{record.filename}:{record.lineno}"
        kind = f" ({record.exc_info[0].__name__})" if record.exc_info and record.exc_info[0] else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {said}{kind}"


def _crashed(kind: type[BaseException], _: object, trace: TracebackType | None) -> None:
    """Say where and of what the program ended, without the words of the error, which may quote anything."""
    sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__name__}\n")
