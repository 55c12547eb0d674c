"""What lies in the sources folder and is not published, though whoever put it there may expect it to be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from knowledge.naming import DOCUMENTS, OF_THE_ROOT, TABLES, stored
from knowledge.readers import DOCUMENT_SUFFIXES
from knowledge.readers.directory import is_table
from knowledge.walking import is_hidden_by_hand, is_shown, walk

HIDDEN = "Les fichiers cachés et provisoires ne sont pas publiés : donnez-lui un autre nom."
_ASTRAY = f"n’est ni dans {DOCUMENTS}/ ni dans {TABLES}/ : {{}} publié. Mettez-le à sa place."


def astray(folder: Path) -> Iterator[str]:
    """A warning for each file and folder beside the parts of the sources folder, and each document hidden in them."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and path.name not in (DOCUMENTS, TABLES) and is_shown(path.name) and walk(path).files:
            yield f"{stored(path.name)}/ {_ASTRAY.format('rien n’en est')}"
        elif path.is_file() and is_shown(path.name) and not _is_ours(path):
            yield f"{stored(path.name)} {_ASTRAY.format('il n’est pas')}"
    for path in (path for part in (DOCUMENTS, TABLES) for path in _hidden(folder / part)):
        yield f"{stored(path.relative_to(folder).as_posix())} : {HIDDEN[0].lower()}{HIDDEN[1:]}"


def _is_ours(path: Path) -> bool:
    return path.name in OF_THE_ROOT or path.stem.upper() == "README"


def _hidden(part: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(part):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(where) / name for name in sorted(files) if is_hidden_by_hand(name)):
            if is_table(path) or path.suffix.lower() in DOCUMENT_SUFFIXES:
                yield path
