"""Files written so that a power cut leaves them whole or not there."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path


def write_json(path: Path, value: object) -> None:
    """Write records (dataclasses or sequences of them) as JSON."""
    plain = [asdict(record) for record in value] if isinstance(value, (tuple, list)) else asdict(value)  # type: ignore[call-overload]
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")


def sync(folder: Path) -> None:
    """Force the files of a folder, and the folder itself, to the disk."""
    for where, _, files in os.walk(folder):
        for path in (Path(where) / name for name in files):
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        sync_folder(Path(where))


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system knows how."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows does not open folders
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
