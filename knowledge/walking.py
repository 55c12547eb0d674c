"""A folder gone through: the files that staff put there, and what is set aside rather than followed or guessed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.disk import why

_LEFT_BY_SYSTEMS = frozenset(
    {
        "thumbs.db",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "@eadir",
        "#recycle",
        "$recycle.bin",
        "system volume information",
    }
)
LINK = "C’est un lien, qui peut mener hors du dossier : mettez le fichier lui-même à sa place."
"""Why a symbolic link is set aside."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Files in order, and (path, reason in French) of the links and of the folders that do not open."""

    files: tuple[Path, ...] = ()
    aside: tuple[tuple[Path, str], ...] = ()


def walk(folder: Path) -> Walk:
    """Every file under a folder, without hidden ones nor those that systems and office programs leave.

    Links inside the folder are not followed; the folder itself may be one. A missing folder holds nothing.
    """
    files: list[Path] = []
    aside: list[tuple[Path, str]] = []

    def closed(error: OSError) -> None:
        if error.errno != errno.ENOENT:
            where = Path(os.fsdecode(error.filename or folder))
            aside.append((where, f"Ce dossier ne s’ouvre pas ({why(error)}) : vérifiez ses droits."))

    for where, folders, found in os.walk(folder, onerror=closed):
        folders[:] = sorted(filter(is_shown, folders))
        shown = sorted(filter(is_shown, found))
        aside += [(path, LINK) for path in _under(where, (*folders, *shown)) if path.is_symlink()]
        files += [path for path in _under(where, shown) if not path.is_symlink()]
    return Walk(tuple(files), tuple(aside))


def is_shown(name: str) -> bool:
    """Whether a file of this name is neither hidden nor left by a system or an office program."""
    return not name.startswith((".", "~$")) and not name.endswith("~") and name.lower() not in _LEFT_BY_SYSTEMS


def is_hidden_by_hand(name: str) -> bool:
    """Whether a file of this name is hidden, and is not one that systems and office programs hide beside another."""
    return name.startswith(".") and not name.startswith(("._", ".~", ".#"))


def _under(where: str, names: Iterable[str]) -> list[Path]:
    return [Path(where) / name for name in names]
