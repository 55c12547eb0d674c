"""The loopback Bot API refuses what Telegram refuses, so that a green test means a message that arrives."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.botapi import BotApi

BUTTON = {"text": "x", "callback_data": "s:1"}


def call(api: BotApi, method: str, **fields: Any) -> httpx.Response:
    data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return httpx.post(f"{api.url}/bot{api.token}/{method}", data=data)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>a", "end tag"),
        ("a</b>", "Unexpected end tag"),
        ("<b><i>a</b></i>", "Unmatched end tag"),
        ("<p>a</p>", "Unsupported start tag"),
        ("a < b", "start tag"),
        ("a > b", "Unescaped"),
        ("a & b", "Unescaped"),
        ("&nbsp;", "Unescaped"),
        ('<a href="javascript:x">a</a>', "link"),
        ("<a>a</a>", "link"),
        ('<a href="https://a.fr?b&c">a</a>', "Unescaped"),
        ('<b class="x">a</b>', "attribute"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "nested"),
        ("<code><b>a</b></code>", "nested"),
        ("<span>a</span>", "tg-spoiler"),
        (" \n ", "text is empty"),
        ("<b></b>", "text is empty"),
        ("😀" * 2049, "too long"),
    ],
)
def test_a_message_that_telegram_refuses_is_refused(api: BotApi, html: str, words: str) -> None:
    person = api.person()
    reply = call(api, "sendMessage", chat_id=person.chat["id"], text=html, parse_mode="HTML")
    assert reply.status_code == 400
    assert words in reply.json()["description"]
    assert len(api.refusals) == 1
    assert person.seen() == []


def test_good_html_is_read_as_text_and_entities(api: BotApi) -> None:
    person = api.person()
    html = '<b>é</b> &lt;<a href="https://a.fr?b&amp;c">😀</a> <blockquote expandable>q</blockquote>'
    assert call(api, "sendMessage", chat_id=person.chat["id"], text=html, parse_mode="HTML").is_success
    message = person.seen()[0]
    assert message.text == "é <😀 q"
    assert message.entities == [
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "text_link", "offset": 3, "length": 2, "url": "https://a.fr?b&c"},
        {"type": "expandable_blockquote", "offset": 6, "length": 1},
    ]


@pytest.mark.parametrize(
    "buttons",
    [
        [{"text": "x"}],
        [{"text": " ", "callback_data": "x"}],
        [{"text": "x", "callback_data": ""}],
        [{"text": "x", "callback_data": "é" * 33}],
        [{"text": "x", "callback_data": "a", "url": "https://a.fr"}],
        [{"text": "x", "url": "pas une adresse"}],
        [BUTTON] * 9,
    ],
)
def test_a_wrong_keyboard_is_refused(api: BotApi, buttons: list[dict[str, str]]) -> None:
    markup = {"inline_keyboard": [buttons]}
    reply = call(api, "sendMessage", chat_id=api.person().chat["id"], text="x", reply_markup=markup)
    assert reply.status_code == 400


def test_more_than_a_hundred_buttons_are_refused(api: BotApi) -> None:
    markup = {"inline_keyboard": [[BUTTON]] * 101}
    assert call(api, "sendMessage", chat_id=api.person().chat["id"], text="x", reply_markup=markup).status_code == 400


def test_an_edit_that_changes_nothing_or_finds_nothing_is_refused(api: BotApi) -> None:
    chat = api.person().chat["id"]
    sent = call(api, "sendMessage", chat_id=chat, text="a").json()["result"]["message_id"]
    assert "not modified" in call(api, "editMessageText", chat_id=chat, message_id=sent, text="a").text
    assert "not found" in call(api, "editMessageText", chat_id=chat, message_id=sent + 9, text="b").text
    assert call(api, "editMessageText", chat_id=chat, message_id=sent, text="b").is_success
    assert call(api, "deleteMessage", chat_id=chat, message_id=sent).is_success
    assert "not found" in call(api, "deleteMessage", chat_id=chat, message_id=sent).text


def test_a_tap_can_be_answered_once_and_briefly(api: BotApi) -> None:
    query = api.query()
    assert "too old" in call(api, "answerCallbackQuery", callback_query_id="1").text
    assert call(api, "answerCallbackQuery", callback_query_id=query, text="x" * 201).status_code == 400
    assert "too old" in call(api, "answerCallbackQuery", callback_query_id=query).text


def test_unknown_chats_tokens_methods_and_blocked_bots_get_telegrams_answers(api: BotApi) -> None:
    person = api.person()
    assert "chat not found" in call(api, "sendMessage", chat_id=1, text="x").text
    api.blocked.add(person.chat["id"])
    assert call(api, "sendMessage", chat_id=person.chat["id"], text="x").status_code == 403
    assert call(api, "noSuchMethod").status_code == 404
    assert httpx.post(f"{api.url}/bot999:WRONG/getMe").status_code == 401


def test_a_file_that_a_person_sent_can_be_fetched(api: BotApi) -> None:
    photo = api.person().sends_photo()["photo"][0]
    path = call(api, "getFile", file_id=photo["file_id"]).json()["result"]["file_path"]
    assert httpx.get(f"{api.url}/file/bot{api.token}/{path}").content == api.files[photo["file_id"]]


def test_a_document_goes_as_multipart(api: BotApi) -> None:
    person = api.person()
    url = f"{api.url}/bot{api.token}/sendDocument"
    reply = httpx.post(url, data={"chat_id": str(person.chat["id"])}, files={"document": ("été.csv", b"a;b\n")})
    assert reply.is_success
    assert person.seen()[0].data["document"] == b"a;b\n"


def test_updates_are_given_until_they_are_confirmed(api: BotApi) -> None:
    api.person().says("Bonjour")
    first = call(api, "getUpdates").json()["result"]
    assert [update["message"]["text"] for update in first] == ["Bonjour"]
    assert call(api, "getUpdates").json()["result"] == first
    assert call(api, "getUpdates", offset=first[0]["update_id"] + 1).json()["result"] == []
