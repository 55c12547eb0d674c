"""A Bot API server on loopback, as strict as Telegram, with people who write to the bot.

    with BotApi() as api:
        camille = api.person("Camille")
        camille.says("Bonjour")
        reply = await camille.hears()

Runs in its own threads, so the bot under test talks to it through real HTTP. It records every call and every
refusal; faults can be scripted; waiting is on conditions, never on a guess.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import Any, Self, TypeVar

from tests.botapi_http import Fault, Handler, Server
from tests.people import PATIENCE, BotMessage, Json, Person, entities_of
from tests.telegram_rules import LIMIT, RefusalError, check_markup, check_text, units

T = TypeVar("T")
_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)


@dataclass(slots=True)
class Call:
    """One request of the bot, and why it was refused, if it was."""

    method: str
    data: Json
    refusal: str = ""


class BotApi:
    """The server. `url` is what `TELEGRAM_API_URL` should be; `token` the token that it accepts."""

    def __init__(self, token: str = "123456:LOOPBACK-TOKEN", username: str = "boussole_test_bot") -> None:
        self.token = token
        self.username = username
        self.me: Json = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "Boussole",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
        self.changed = threading.Condition()
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.chats: dict[int, Json] = {}
        self.messages: list[BotMessage] = []
        self.by_chat: dict[int, list[BotMessage]] = {}
        self._by_place: dict[tuple[int, int], BotMessage] = {}
        self.described: dict[tuple[str, str], Any] = {}
        """What setMyCommands, setMyDescription… last said, by method and language."""
        self.menus: dict[int, list[Json]] = {}
        """Commands of the chats that have a menu of their own."""
        self.files: dict[str, bytes] = {}
        self.toasts: dict[str, Json] = {}
        self.inline: dict[str, Json] = {}
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        """Groups that became supergroups, and what their number is since."""
        self._open_queries: set[str] = set()
        self._known: set[tuple[int, int]] = set()
        self._updates: list[Json] = []
        self._last: Json = {}
        self._allowed: list[str] = []
        self._numbers = {"update": 1000, "message": 100, "query": 10**15, "chat": 5000}
        self._poll = 0
        self._server: ThreadingHTTPServer | None = None

    # --- life

    def start(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.api = self  # type: ignore[attr-defined]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop listening; pending polls end."""
        assert self._server
        with self.changed:
            self._poll += 1
            self.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    # --- what a test asks

    @property
    def refusals(self) -> list[Call]:
        """The calls that were refused (scripted faults are not counted)."""
        return [call for call in self.calls if call.refusal]

    @property
    def unconfirmed(self) -> list[Json]:
        """The updates that the bot would be given again if it polled anew."""
        return list(self._updates)

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def fails(self, method: str, times: int = 1, **fault: Any) -> None:
        """Script a fault for the next calls of `method`."""
        with self.changed:
            self.faults.append(Fault(method, times, **fault))

    def person(self, name: str = "Camille", language: str | None = "fr") -> Person:
        """Someone with a private chat with the bot."""
        number = self.number("chat")
        user: Json = {"id": number, "is_bot": False, "first_name": name}
        if language:
            user["language_code"] = language
        self.chats[number] = {"id": number, "type": "private", "first_name": name}
        return Person(self, user, self.chats[number])

    def group(self, title: str = "Club des industriels", kind: str = "supergroup") -> Json:
        """A group (or, with `kind`, a channel) that the bot is in."""
        number = -1_000_000_000_000 - self.number("chat")
        self.chats[number] = {"id": number, "type": kind, "title": title}
        return self.chats[number]

    def wait(self, condition: Callable[[], T | None], what: str = "it", timeout: float = PATIENCE) -> T:
        """Wait until `condition` gives something; fails the test with `what` when nothing came."""
        with self.changed:
            if not self.changed.wait_for(condition, timeout):
                raise AssertionError(f"waited {timeout:.0f} s for {what}; last calls: {self.calls[-5:]}")
            value = condition()
            assert value is not None
            return value

    async def soon(self, condition: Callable[[], T | None], what: str = "it", timeout: float = PATIENCE) -> T:
        """`wait`, without holding the event loop."""
        return await asyncio.to_thread(self.wait, condition, what, timeout)

    # --- what people do

    def number(self, kind: str) -> int:
        with self.changed:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            return self._numbers[kind]

    def message_number(self, chat: int) -> int:
        """The next number: private chats and small groups share a series, a supergroup has its own."""
        return self.number(f"message {chat}" if chat <= -1_000_000_000_000 else "message")

    def push(self, kind: str, content: Json) -> None:
        """Give the bot an update, if it wants this kind."""
        with self.changed:
            if not self._allowed or kind in self._allowed:
                self._numbers["update"] += 1
                self._last = {"update_id": self._numbers["update"], kind: content}
                self._updates.append(self._last)
                self.changed.notify_all()

    def give_again(self) -> None:
        """Give the bot its last update once more, as after a lost confirmation."""
        with self.changed:
            assert self._last
            self._updates.append(self._last)
            self.changed.notify_all()

    def post(self, chat: Json, sender: Json | None, kind: str = "message", **fields: Any) -> Json:
        """Write a message of a person (or channel) into a chat, and give it to the bot."""
        message: Json = {
            "message_id": self.message_number(chat["id"]),
            "date": int(time.time()),
            "chat": chat,
            **fields,
        }
        if sender:
            message["from"] = sender
        if "text" in message:
            message.setdefault("entities", entities_of(message["text"]))
        self._known.add((chat["id"], message["message_id"]))
        self.push(kind, message)
        return message

    def query(self) -> str:
        """The id of a tap or inline query that waits for its answer."""
        number = str(self.number("query"))
        with self.changed:
            self._open_queries.add(number)
        return number

    def expire(self, query: str) -> None:
        """Make a query too old to be answered."""
        with self.changed:
            self._open_queries.discard(query)

    def shown(self, message: BotMessage) -> Json:
        """A message of the bot as an update carries it."""
        shown: Json = {
            "message_id": message.id,
            "date": int(time.time()),
            "chat": self.chats[message.chat],
            "from": self.me,
            "text": message.text,
        }
        if message.markup:
            shown["reply_markup"] = message.markup
        return shown

    # --- what the bot asks

    def answer(self, method: str, data: Json) -> Any:
        """Do a call, record it (but not the endless polls), and give its result; raises RefusalError."""
        call = Call(method, data)
        action = getattr(self, "_do_" + re.sub("([A-Z])", r"_\1", method).lower(), None)
        with self.changed:
            if method != "getUpdates":
                self.calls.append(call)
            try:
                if action is None:
                    raise RefusalError("Not Found", 404)
                return action(data)
            except RefusalError as refused:
                call.refusal = refused.description
                raise
            finally:
                self.changed.notify_all()

    def fault(self, method: str) -> Fault | None:
        """The fault scripted for this call, if any."""
        with self.changed:
            for fault in self.faults:
                if fault.method == method and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    def _do_get_me(self, _: Json) -> Json:
        return self.me

    def _do_get_updates(self, data: Json) -> list[Json]:
        offset, timeout = int(data.get("offset", 0)), float(data.get("timeout", 0))
        self._allowed = data.get("allowed_updates", self._allowed)
        self._poll += 1
        mine = self._poll
        self.changed.notify_all()
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self.changed.wait_for(lambda: self._updates or self._poll != mine, timeout)
        if self._poll != mine:
            raise RefusalError(
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", 409
            )
        return self._updates[: int(data.get("limit", 100))]

    def _do_delete_webhook(self, data: Json) -> bool:
        if data.get("drop_pending_updates") in ("true", True):
            self._updates.clear()
        return True

    def _do_set_webhook(self, _: Json) -> bool:
        return True

    def _do_send_message(self, data: Json) -> Json:
        text, entities = check_text(data.get("text"), data.get("parse_mode"))
        return self._send("sendMessage", data, text, entities)

    def _do_send_venue(self, data: Json) -> Json:
        latitude, longitude = float(data.get("latitude", "nan")), float(data.get("longitude", "nan"))
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise RefusalError("Bad Request: wrong latitude or longitude specified")
        for name in ("title", "address"):
            if not str(data.get(name, "")).strip():
                raise RefusalError(f"Bad Request: VENUE_{name.upper()}_EMPTY")
        return self._send("sendVenue", data, str(data["title"]))

    def _do_send_document(self, data: Json) -> Json:
        return self._send_file("document", data)

    def _do_send_photo(self, data: Json) -> Json:
        return self._send_file("photo", data)

    def _do_edit_message_text(self, data: Json) -> Json | bool:
        message = self._editable(data)
        text, entities = check_text(data.get("text"), data.get("parse_mode"))
        return self._edit(message, text, entities, data)

    def _do_edit_message_reply_markup(self, data: Json) -> Json | bool:
        message = self._editable(data)
        return self._edit(message, message.text, message.entities, data)

    def _do_delete_message(self, data: Json) -> bool:
        message = self._find(data)
        if not message:
            raise RefusalError("Bad Request: message to delete not found")
        message.deleted = True
        return True

    def _do_send_chat_action(self, data: Json) -> bool:
        self._chat(data)
        if data.get("action") not in _ACTIONS:
            raise RefusalError("Bad Request: wrong parameter action in request")
        return True

    def _do_send_message_draft(self, data: Json) -> bool:
        if self._chat(data)["type"] != "private":
            raise RefusalError("Bad Request: drafts can be sent only to private chats")
        check_text(data.get("text"), data.get("parse_mode"))
        return True

    def _do_answer_callback_query(self, data: Json) -> bool:
        number = self._close_query(data.get("callback_query_id"))
        if units(str(data.get("text", ""))) > 200:
            raise RefusalError("Bad Request: MESSAGE_TOO_LONG")
        self.toasts[number] = data
        return True

    def _do_answer_inline_query(self, data: Json) -> bool:
        number = self._close_query(data.get("inline_query_id"))
        results = data.get("results", [])
        ids = [str(result.get("id", "")) for result in results]
        if len(results) > 50:
            raise RefusalError("Bad Request: RESULTS_TOO_MUCH")
        if len(set(ids)) < len(ids):
            raise RefusalError("Bad Request: RESULT_ID_DUPLICATE")
        if any(not 1 <= len(name.encode()) <= 64 for name in ids):
            raise RefusalError("Bad Request: RESULT_ID_INVALID")
        if len(str(data.get("next_offset", "")).encode()) > 64:
            raise RefusalError("Bad Request: NEXT_OFFSET_INVALID")
        for result in results:
            if result.get("type") == "article" and not str(result.get("title", "")).strip():
                raise RefusalError("Bad Request: can't parse inline query result: title is empty")
            content = result.get("input_message_content", {})
            check_text(content.get("message_text"), content.get("parse_mode"))
            check_markup(result.get("reply_markup"))
        self.inline[number] = data
        return True

    def _do_set_my_commands(self, data: Json) -> bool:
        for command in data.get("commands", []):
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
                raise RefusalError("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= units(command.get("description", "")) <= 256:
                raise RefusalError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = data.get("scope") or {}
        if scope.get("type") == "chat":
            self.menus[self._chat({"chat_id": scope["chat_id"]})["id"]] = data.get("commands", [])
            return True
        return self._describe("setMyCommands", data, data.get("commands", []))

    def _do_delete_my_commands(self, data: Json) -> bool:
        self.menus.pop(self._chat({"chat_id": data["scope"]["chat_id"]})["id"], None)
        return True

    def _do_set_my_description(self, data: Json) -> bool:
        return self._describe("setMyDescription", data, data.get("description", ""), 512)

    def _do_set_my_short_description(self, data: Json) -> bool:
        return self._describe("setMyShortDescription", data, data.get("short_description", ""), 120)

    def _do_get_file(self, data: Json) -> Json:
        name = data.get("file_id", "")
        if name not in self.files:
            raise RefusalError("Bad Request: invalid file_id")
        if len(self.files[name]) > 20_000_000:
            raise RefusalError("Bad Request: file is too big")
        return {
            "file_id": name,
            "file_unique_id": name,
            "file_size": len(self.files[name]),
            "file_path": f"files/{name}",
        }

    def _describe(self, method: str, data: Json, value: Any, limit: int = 0) -> bool:
        if limit and units(value) > limit:
            raise RefusalError("Bad Request: BOT_DESCRIPTION_TOO_LONG")
        self.described[method, data.get("language_code", "")] = value
        return True

    def _close_query(self, number: object) -> str:
        if number not in self._open_queries:
            raise RefusalError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._open_queries.discard(str(number))
        return str(number)

    def _chat(self, data: Json) -> Json:
        chat = self.chats.get(int(data.get("chat_id") or 0))
        if not chat:
            raise RefusalError("Bad Request: chat not found")
        if chat["id"] in self.moved:
            raise RefusalError(
                "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.moved[chat["id"]]
            )
        if chat["id"] in self.blocked:
            raise RefusalError("Forbidden: bot was blocked by the user", 403)
        return chat

    def _send(self, method: str, data: Json, text: str, entities: list[Json] | None = None) -> Json:
        chat = self._chat(data)
        check_markup(data.get("reply_markup"), self.me["supports_inline_queries"])
        replied = data.get("reply_parameters", {})
        if replied and not replied.get("allow_sending_without_reply"):
            target = (chat["id"], int(replied["message_id"]))
            if target not in self._known and not self._find({"chat_id": target[0], "message_id": target[1]}):
                raise RefusalError("Bad Request: message to be replied not found")
        message = BotMessage(
            self.message_number(chat["id"]), chat["id"], method, text, str(data.get("text", "")), entities or [],
            data.get("reply_markup"), data,
        )  # fmt: skip
        self.messages.append(message)
        self.by_chat.setdefault(message.chat, []).append(message)
        self._by_place[message.chat, message.id] = message
        return self.shown(message)

    def _send_file(self, kind: str, data: Json) -> Json:
        if not data.get(kind):
            raise RefusalError(f"Bad Request: there is no {kind} in the request")
        caption, entities = check_text(data.get("caption"), data.get("parse_mode"), 1024, empty_allowed=True)
        return self._send(f"send{kind.title()}", data, caption, entities)

    def _find(self, data: Json) -> BotMessage | None:
        place = (int(data.get("chat_id") or 0), int(data.get("message_id") or 0))
        message = self._by_place.get(place)
        return None if message is None or message.deleted else message

    def _editable(self, data: Json) -> BotMessage:
        self._chat(data)
        message = self._find(data)
        if not message:
            raise RefusalError("Bad Request: message to edit not found")
        return message

    def _edit(self, message: BotMessage, text: str, entities: list[Json], data: Json) -> Json:
        markup = data.get("reply_markup")
        check_markup(markup)
        if message.content() == (text, entities, markup):
            raise RefusalError(
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message"
            )
        message.text, message.entities, message.markup = text, entities, markup
        message.html = str(data.get("text", message.html))
        message.edits += 1
        return self.shown(message)


__all__ = ["LIMIT", "BotApi", "BotMessage", "Call", "Fault", "Person", "RefusalError"]
