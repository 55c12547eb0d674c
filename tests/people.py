"""People who write to the bot on the loopback Bot API, and what they see of it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram_rules import units

if TYPE_CHECKING:
    from tests.botapi import BotApi

Json = dict[str, Any]
PATIENCE = 60.0
"""Seconds after which a wait fails the test."""


@dataclass(slots=True)
class BotMessage:
    """A message of the bot as the chat shows it."""

    id: int
    chat: int
    method: str
    text: str = ""
    html: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    data: Json = field(default_factory=dict)
    edits: int = 0
    deleted: bool = False

    @property
    def buttons(self) -> list[Json]:
        """Every button, row by row."""
        return [button for row in (self.markup or {}).get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        """The words on the buttons."""
        return [button["text"] for button in self.buttons]

    def button(self, label: str) -> Json:
        """The button whose words are, or else contain, `label`."""
        exact = [button for button in self.buttons if button["text"] == label]
        near = [button for button in self.buttons if label in button["text"]]
        if not (exact or near):
            raise AssertionError(f"no button “{label}” among {self.labels}")
        return (exact or near)[0]

    def content(self) -> tuple[str, list[Json], Json | None]:
        return self.text, self.entities, self.markup


@dataclass(slots=True)
class Person:
    """Someone who writes to the bot, in private or (with `in_group`) in a group."""

    api: BotApi
    user: Json
    chat: Json
    _heard: int = 0

    def in_group(self, group: Json) -> Person:
        """The same person, speaking in a group."""
        return Person(self.api, self.user, group, len(self.api.by_chat.get(group["id"], [])))

    def says(self, text: str, reply_to: BotMessage | None = None, **fields: Any) -> Json:
        """Write a message."""
        if reply_to:
            fields["reply_to_message"] = self.api.shown(reply_to)
        return self.api.post(self.chat, self.user, text=text, **fields)

    def edits(self, message: Json, text: str) -> None:
        """Change a message already written."""
        changed = {**message, "text": text, "entities": entities_of(text), "edit_date": int(time.time())}
        self.api.push("edited_message", changed)

    def sends(self, **fields: Any) -> Json:
        """Send anything else: `sends(dice={…})`."""
        return self.api.post(self.chat, self.user, **fields)

    def sends_sticker(self) -> Json:
        return self.sends(
            sticker=self._file("sticker", type="regular", width=512, height=512, is_animated=False, is_video=False)
        )

    def sends_photo(self, caption: str = "") -> Json:
        fields = {"caption": caption, "caption_entities": entities_of(caption)} if caption else {}
        return self.sends(photo=[self._file("photo", width=90, height=90)], **fields)

    def sends_voice(self) -> Json:
        return self.sends(voice=self._file("voice", duration=3))

    def sends_document(
        self, name: str = "dossier.pdf", content: bytes | str = "", size: int = 0, album: str = ""
    ) -> Json:
        """Send a file; `size` is what Telegram says of it, where it is not the content's."""
        document = self._file("document", file_name=name)
        if content:
            data = content.encode() if isinstance(content, str) else content
            self.api.files[document["file_id"]] = data
            document["file_size"] = len(data)
        document["file_size"] = size or document["file_size"]
        return self.sends(document=document, **({"media_group_id": album} if album else {}))

    def sends_location(self, latitude: float, longitude: float, **fields: Any) -> Json:
        return self.sends(location={"latitude": latitude, "longitude": longitude, **fields})

    def sends_contact(self) -> Json:
        return self.sends(contact={"phone_number": "+33000000000", "first_name": "Dominique"})

    def sends_poll(self) -> Json:
        options = [{"text": text, "voter_count": 0, "persistent_id": text} for text in ("Oui", "Non")]
        return self.sends(
            poll={
                "id": "1", "question": "Alors ?", "options": options, "total_voter_count": 0, "is_closed": False,
                "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                "allows_revoting": True, "members_only": False,
            }
        )  # fmt: skip

    def _file(self, kind: str, **fields: Any) -> Json:
        name = f"{kind}-{self.api.number('message')}"
        self.api.files[name] = b"content of " + name.encode()
        return {"file_id": name, "file_unique_id": name, "file_size": len(self.api.files[name]), **fields}

    # --- what they see

    @property
    def _messages(self) -> list[BotMessage]:
        return self.api.by_chat.get(self.chat["id"], [])

    def seen(self) -> list[BotMessage]:
        """Every message of the bot in this chat, oldest first."""
        return [message for message in self._messages if not message.deleted]

    async def hears(self, timeout: float = PATIENCE) -> BotMessage:
        """Wait for the bot's next message in this chat."""

        def next_one() -> BotMessage | None:
            return self._messages[self._heard] if len(self._messages) > self._heard else None

        message = await self.api.soon(next_one, f"a message to {self.chat.get('first_name', 'the group')}", timeout)
        self._heard += 1
        return message

    async def hears_all(self, count: int) -> list[BotMessage]:
        """Wait for the bot's next `count` messages."""
        return [await self.hears() for _ in range(count)]

    def unheard(self) -> list[BotMessage]:
        """Messages that came and that the test did not ask for."""
        return self._messages[self._heard :]

    async def taps(self, label: str, message: BotMessage | None = None) -> str:
        """Tap the newest button with these words; gives what the bot answers to the tap ("" where nothing)."""
        shown = message or next(m for m in reversed(self.seen()) if any(label in text for text in m.labels))
        return await self.taps_data(shown.button(label)["callback_data"], shown)

    async def taps_data(self, data: str, message: BotMessage, expired: bool = False) -> str:
        """Tap a button that holds `data`, be it forged; `expired` makes it too old for an answer."""
        query = self.api.query()
        if expired:
            self.api.expire(query)
        tap = {"id": query, "from": self.user, "chat_instance": "1", "data": data, "message": self.api.shown(message)}
        self.api.push("callback_query", tap)
        if expired:
            return ""
        answer = await self.api.soon(lambda: self.api.toasts.get(query), "the answer to a tap")
        return str(answer.get("text", ""))

    async def taps_at_once(self, message: BotMessage, *labels: str) -> None:
        """Tap buttons of a message faster than its edits can be seen; waits until each tap is answered."""
        shown = self.api.shown(message)
        data = [message.button(label)["callback_data"] for label in labels]
        queries = [self.api.query() for _ in labels]
        for query, carried in zip(queries, data, strict=True):
            tap = {"id": query, "from": self.user, "chat_instance": "1", "data": carried, "message": shown}
            self.api.push("callback_query", tap)
        await self.api.soon(lambda: all(query in self.api.toasts for query in queries) or None, "answers to taps")

    async def looks_up(self, query: str, offset: str = "") -> Json:
        """Write `@bot query` in a chat; gives the bot's answerInlineQuery."""
        number = self.api.query()
        self.api.push("inline_query", {"id": number, "from": self.user, "query": query, "offset": offset})
        return await self.api.soon(lambda: self.api.inline.get(number), "an answer to an inline query")


def entities_of(text: str) -> list[Json]:
    """The commands and mentions that Telegram itself marks in a text."""
    found = re.finditer(r"(?<![\w/@])(/[A-Za-z0-9_]{1,64}(?:@\w+)?|@[A-Za-z]\w{3,31})", text)
    return [
        {
            "type": "bot_command" if match.group().startswith("/") else "mention",
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in found
    ]
