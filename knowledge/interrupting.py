"""Ctrl-C as one sentence. It loads nothing: it is in place before the rest is loaded."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""Exit code of a program stopped by Ctrl-C, as shells give it."""
STOPPED = "Arrêté à votre demande : rien n’est à moitié fait."


def stop(number: int, frame: object) -> None:
    """Handle the signal: say it and leave; what is under way undoes itself on the way out."""
    print(f"\n{STOPPED}", file=sys.stderr, flush=True)
    raise SystemExit(INTERRUPTED)
