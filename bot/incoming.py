"""Files that staff send: names that cannot be paths, a temporary folder until the publication is confirmed."""

from __future__ import annotations

import asyncio
import re
import shutil
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Bot, Document
from telegram.error import BadRequest, TelegramError

from bot.board import Board
from bot.rich import clean
from bot.texts import Words
from knowledge.plan import Plan

LARGEST = 20_000_000
"""Bytes that a bot may download (Bot API, getFile: 20 MB)."""
_LONGEST = 180
"""Bytes of a name, at most: systems store 255, and the sources folder adds some while it copies."""
_UNSAFE = re.compile(r"[^\w .,()+&’'–—°-]+")


@dataclass(slots=True)
class Batch:
    """Files sent together, from the first one to the publication or the cancelling."""

    number: int
    """Id of the message of its first file: its buttons carry it."""
    folder: Path
    who: str
    words: Words
    board: Board
    waiting: list[Document] = field(default_factory=list)
    """Files announced and not downloaded yet."""
    notes: list[str] = field(default_factory=list)
    announced: int = 0
    """How many files came so far."""
    plan: Plan | None = None
    again: bool = False
    """Whether the person asked for what was rolled back to be published too."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def files(self) -> list[Path]:
        """What was downloaded."""
        return sorted(self.folder.iterdir()) if self.folder.is_dir() else []

    def discard(self) -> None:
        """Leave nothing on the disk."""
        shutil.rmtree(self.folder, ignore_errors=True)

    async def receive(self, bot: Bot) -> None:
        """Download the files that wait; what cannot be is noted for the person, and the rest goes on."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        while self.waiting:
            document = self.waiting.pop(0)
            self.notes += await self._download(bot, document)

    async def _download(self, bot: Bot, document: Document) -> list[str]:
        name = safe_name(document.file_name)
        path = self.folder / name
        notes = [self.words("staff.twice", name=name)] if path.exists() else []
        if (document.file_size or 0) > LARGEST:
            return [_too_large(name, document, self.words)]
        try:
            content = await (await bot.get_file(document.file_id)).download_as_bytearray()
        except TelegramError as error:
            if isinstance(error, BadRequest) and "too big" in str(error).lower():
                return [_too_large(name, document, self.words)]
            return [self.words("staff.not_received", name=name)]
        await asyncio.to_thread(path.write_bytes, content)
        return notes


def safe_name(name: str | None) -> str:
    """A file's name that stays in its folder, shows in lists, and that every system can store.

    The part after the last slash or backslash, letters and digits of any alphabet, without the leading dot of hidden
    files nor what would make it too long; "document" where nothing is left.
    """
    text = unicodedata.normalize("NFC", clean(name or "")).replace("\\", "/").rsplit("/", 1)[-1]
    text = " ".join(_UNSAFE.sub("_", text).split()).lstrip(".~_ ").rstrip(". ~")
    stem, dot, suffix = text.rpartition(".")
    if not dot:
        return _cut(text, _LONGEST) or "document"
    return f"{_cut(stem, _LONGEST).rstrip('. ') or 'document'}.{_cut(suffix, 12)}"


def _cut(text: str, most: int) -> str:
    """The first bytes of a text, without half a letter."""
    return text.encode()[:most].decode(errors="ignore")


def _too_large(name: str, document: Document, words: Words) -> str:
    megabytes = -(-(document.file_size or LARGEST) // 1_000_000)
    return words("staff.too_large", name=name, size=megabytes, limit=LARGEST // 1_000_000)
