"""Files written so that a power cut leaves them whole or not there, and what systems refuse, in French."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

_WHY = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EISDIR: "c’est un dossier",
    errno.EEXIST: "existe déjà",
    errno.ENOSPC: "plus de place sur le disque",
    errno.EDQUOT: "plus de place sur le disque",
    errno.EROFS: "disque en lecture seule",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ELOOP: "lien qui tourne en rond",
    errno.EIO: "le disque répond mal",
    errno.ESTALE: "le dossier partagé ne répond plus",
    errno.EBUSY: "occupé par un autre programme",
}

_PART = ".copie.part"
"""Name of a file while it is copied: hidden, and short, since systems store 255 bytes of a name and no more."""


def why(error: OSError) -> str:
    """What the system refused, in a few words of French."""
    return _WHY.get(error.errno or 0) or error.strerror or type(error).__name__


def write_json(path: Path, value: object) -> None:
    """Write records (dataclasses or sequences of them) as JSON."""
    plain = [asdict(record) for record in value] if isinstance(value, (tuple, list)) else asdict(value)  # type: ignore[call-overload]
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")


def copy_whole(path: Path, target: Path) -> None:
    """Copy a file so that it appears under its new name whole or not at all; onto itself, do nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_symlink() and path.samefile(target):
        return
    part = target.with_name(_PART)
    try:
        shutil.copyfile(path, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


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
