"""The ways of servers in the shape of OpenAI's, each as LangChain's real client meets it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from math import inf, nan
from typing import Any

import httpx2
import pytest
from langchain_core.language_models import FakeListChatModel

from knowledge.generative import open_model, probe
from knowledge.model import Model, sent_by
from knowledge.openai_shape import LONGEST_BODY, bound
from knowledge.provider import CallError, Cost
from tests.openai_server import Events, Fails, Says, Sends, Step, Strict, Whole
from tests.writers import GOOD, Stage

USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


class Counting:
    """A chat model that notes what was read of it."""

    def __init__(self, chat: Any, heard: list[str]) -> None:
        self._chat = chat
        self._heard = heard

    def stream(self, messages: list[tuple[str, str]]) -> Iterator[Any]:
        for piece in self._chat.stream(messages):
            self._heard.append(piece.text)
            yield piece


def said_whole(usage: object) -> bytes:
    """The good answer in one JSON object, with this usage."""
    choice = {"index": 0, "message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}
    head = {"id": "x", "object": "chat.completion", "created": 1, "model": "test"}
    return json.dumps({**head, "choices": [choice], "usage": usage}).encode()


def sent(server_requests: list[dict[str, Any]]) -> list[set[str]]:
    """The parameters of each request, without those that all have."""
    return [set(request) - {"messages", "model", "stream"} for request in server_requests]


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_wants_no_stream_options_is_asked_without_from_then_on(stage: Stage, status: int) -> None:
    bench = stage(Strict(Says(GOOD, usage=None), ["stream_options"], status=status))
    assert bench.write()
    assert bench.cost.estimated
    assert bench.write()
    assert [("stream_options" in names) for names in sent(bench.server.requests)] == [True, False, False]
    assert bench.clock.slept == []


def test_a_server_elsewhere_is_told_the_limit_by_the_name_that_most_know(stage: Stage) -> None:
    """Some pass over the other one in silence, and write until their memory is full."""
    bench = stage(Says(GOOD))
    assert bench.write()
    assert bench.server.requests[0]["max_tokens"] == 1500
    assert "max_completion_tokens" not in bench.server.requests[0]


def test_openais_own_is_told_the_limit_by_its_own_name() -> None:
    chat = open_model("openai:test", "", "k")._chat
    assert list(sent_by(chat)) == ["stream_options|include_usage", "max_completion_tokens", "temperature"]


@pytest.mark.parametrize("says", ["", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."])
def test_a_server_that_wants_the_other_name_is_given_it(stage: Stage, says: str) -> None:
    bench = stage(Strict(Says(GOOD), ["max_tokens"], says=says))
    assert bench.write()
    assert bench.cost == Cost(100, 20)
    limits = [(request.get("max_tokens"), request.get("max_completion_tokens")) for request in bench.server.requests]
    assert limits == [(1500, None), (None, 1500)]


def test_a_server_that_wants_neither_is_given_no_limit(stage: Stage) -> None:
    bench = stage(Strict(Says(GOOD), ["max_completion_tokens", "max_tokens", "stream_options", "temperature"]))
    assert bench.write()
    assert sent(bench.server.requests)[-1] == set()
    assert len(bench.server.requests) == 5


def test_a_refusal_that_names_nothing_we_send_is_final(stage: Stage) -> None:
    bench = stage(Fails(400, "Unrecognized request argument supplied: top_k"))
    assert bench.write() is None
    assert len(bench.server.requests) == 1
    assert not bench.breaker.is_open


def test_what_a_server_refuses_is_found_at_start_and_is_no_trouble(stage: Stage) -> None:
    bench = stage(Strict(Says("oui"), ["stream_options", "max_tokens"]))
    assert probe(bench.model) is None
    bench.server.requests.clear()
    bench.server.script = [Strict(Says(GOOD), ["stream_options", "max_tokens"])]
    assert bench.write()
    assert len(bench.server.requests) == 1


def test_a_model_that_does_not_stop_at_one_word_is_not_listened_to_at_start(stage: Stage) -> None:
    heard: list[str] = []
    bench = stage(Says("oui, " * 20_000), timeout=60.0)
    assert probe(Model(Counting(bench.model._chat, heard))) is None  # type: ignore[arg-type]
    assert len("".join(heard)) < 20_000  # of 100,000


def test_a_server_that_answers_a_stream_request_with_the_whole_is_understood_and_remembered(stage: Stage) -> None:
    seen: list[str] = []
    bench = stage(Whole(Says(GOOD)))
    written = bench.write(on_text=seen.append)
    assert written
    assert written.text == GOOD
    assert bench.cost == Cost(100, 20)
    assert seen == [GOOD]
    bench.server.requests.clear()
    assert bench.write()
    assert len(bench.server.requests) == 1


def test_usage_told_in_a_last_piece_without_choices_is_counted(stage: Stage) -> None:
    bench = stage(Says(GOOD, usage=(321, 12)))
    assert bench.write()
    assert bench.cost == Cost(321, 12)


def test_usage_told_with_each_piece_is_not_added_up(stage: Stage) -> None:
    growing = [{"prompt_tokens": 100, "completion_tokens": n, "total_tokens": 100 + n} for n in (5, 12)]
    pieces = [
        {"delta": {"content": text}, "usage": use} for text, use in zip((GOOD[:9], GOOD[9:]), growing, strict=True)
    ]
    bench = stage(Events(pieces))
    assert bench.write()
    assert bench.cost == Cost(100, 12)


@pytest.mark.parametrize(
    "usage",
    [
        None, {}, {"prompt_tokens": 0, "completion_tokens": 0}, {"prompt_tokens": -5, "completion_tokens": -7},
        {"prompt_tokens": 10**20, "completion_tokens": 10**20}, {"prompt_tokens": nan, "completion_tokens": inf},
        {"prompt_tokens": 1.5, "completion_tokens": 2.5}, {"prompt_tokens": "12", "completion_tokens": [3]},
        [100, 20], "x",
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("whole", [False, True], ids=["pieces", "whole"])
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_usage_that_tells_nothing_or_cannot_be_is_estimated(stage: Stage, usage: object, whole: bool) -> None:
    """And costs no second try: the answer is there."""
    bench = stage(Sends(said_whole(usage)) if whole else Events([{"delta": {"content": GOOD}, "usage": usage}]))
    assert bench.write()
    assert bench.cost.estimated
    assert bench.cost.tokens_in > 500
    assert bench.cost.tokens_out == round(len(GOOD) / 3.5)
    assert len(bench.server.requests) == (2 if whole else 1)  # of which one found out that there are no pieces


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_of_a_usage_what_can_be_is_believed(stage: Stage) -> None:
    bench = stage(Events([{"delta": {"content": GOOD}, "usage": {"prompt_tokens": nan, "completion_tokens": 7}}]))
    assert bench.write()
    assert bench.cost.tokens_out == 7
    assert bench.cost.estimated


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_server_that_sends_elsewhere_is_not_followed(stage: Stage, status: int) -> None:
    bench = stage(Fails(status))
    bench.server.script = [Fails(status, headers={"location": f"{bench.server.url}/chat/completions"})]
    assert bench.write() is None
    assert len(bench.server.requests) == 1
    assert "LLM_BASE_URL" in str(probe(bench.model))


def test_an_answer_packed_unasked_is_unpacked(stage: Stage) -> None:
    bench = stage(Sends(gzip.compress(said_whole(USAGE)), packing="gzip"))
    assert bench.write()


@pytest.mark.parametrize(
    ("raw", "packing"),
    [(gzip.compress(bytes(10 * LONGEST_BODY)), "gzip"), (bytes(LONGEST_BODY + 1), ""), (b"anything", "br")],
    ids=["bomb", "too long", "strange"],
)
def test_a_reply_beyond_all_measure_is_left_at_once(stage: Stage, raw: bytes, packing: str) -> None:
    bench = stage(Sends(raw, packing))
    assert bench.write() is None
    assert len(bench.server.requests) == 1


def test_of_a_bomb_only_so_much_is_unpacked() -> None:
    response = httpx2.Response(
        200,
        headers={"content-encoding": "gzip"},
        stream=httpx2.ByteStream(gzip.compress(bytes(10 * LONGEST_BODY))),
    )
    bound(response)
    read: list[int] = []
    with pytest.raises(CallError, match="démesurée"):
        read.extend(map(len, response.iter_raw()))
    assert 0 < sum(read) <= LONGEST_BODY


@pytest.mark.parametrize("key", ["reasoning_content", "reasoning"])
def test_reasoning_that_comes_beside_the_answer_is_never_shown(stage: Stage, key: str) -> None:
    seen: list[str] = []
    thinking = {"delta": {"role": "assistant", "content": None, key: "Le passage dit 124 territoires [1]."}}
    bench = stage(Events([thinking, {"delta": {"content": GOOD}, "usage": USAGE}]))
    written = bench.write(on_text=seen.append)
    assert written
    assert (written.text, seen) == (GOOD, [GOOD])


# LangChain's own copy of a piece warns that its content is no text; the content is read all the same.
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_content_in_parts_is_read_and_its_thoughts_are_not(stage: Stage) -> None:
    seen: list[str] = []
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "Hmm, 124 territoires."}]}
    parts = [[thought], [{"type": "text", "text": GOOD[:20]}], [{"type": "text", "text": GOOD[20:]}]]
    written = stage(Events([{"delta": {"content": part}} for part in parts])).write(on_text=seen.append)
    assert written
    assert (written.text, seen) == (GOOD, [GOOD[:20], GOOD])


@pytest.mark.parametrize(
    "said",
    [
        {"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
        {"function_call": {"name": "f", "arguments": "{}"}},
    ],
    ids=["tool", "function"],
)
def test_a_call_of_a_tool_in_the_place_of_a_text_is_no_answer(stage: Stage, said: dict[str, Any]) -> None:
    bench = stage(Events([{"delta": {"content": None, **said}, "finish_reason": "tool_calls", "usage": USAGE}]))
    assert bench.write() is None
    assert len(bench.server.requests) == 1
    assert bench.cost == Cost(100, 20)


def test_an_answer_stopped_by_a_filter_is_not_shown_and_is_paid(stage: Stage) -> None:
    bench = stage(Events([{"delta": {"content": GOOD}, "finish_reason": "content_filter", "usage": USAGE}]))
    assert bench.write() is None
    assert bench.cost == Cost(100, 20)


def test_an_error_told_in_the_stream_is_tried_again(stage: Stage) -> None:
    error = json.dumps({"error": {"message": "overloaded", "code": 500}}).encode()
    bench = stage(Sends(b"data: " + error + b"\n\n"), Says(GOOD))
    assert bench.write()


@pytest.mark.parametrize("pieces", [[{"delta": None}], [{"delta": {}}], [{"delta": {"content": ""}}]], ids=str)
def test_pieces_that_hold_nothing_are_passed_over(stage: Stage, pieces: list[dict[str, Any]]) -> None:
    written = stage(Events([*pieces, {"delta": {"content": GOOD}}])).write()
    assert written
    assert written.text == GOOD


def test_another_vendors_model_is_never_changed() -> None:
    """What is left out is left out of requests in OpenAI's shape alone."""
    assert list(sent_by(FakeListChatModel(responses=["oui"]))) == []


# Thoughts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", [("<think>", "</think>"), ("[THINK]", "[/THINK]"), ("<Thought>", "</Thought>")])
def test_thoughts_between_marks_are_never_shown(stage: Stage, marks: tuple[str, str]) -> None:
    seen: list[str] = []
    written = stage(Says(f"{marks[0]}Hmm. Il retient 17 mesures [1].{marks[1]}\n{GOOD}")).write(on_text=seen.append)
    assert written
    assert written.text == GOOD
    assert seen
    assert all(GOOD.startswith(text.rstrip()) for text in seen)


def test_a_server_that_opens_the_thought_itself_is_known_from_the_start(stage: Stage) -> None:
    """Its answers hold a closing mark alone: a draft waits for it once the first word was heard so."""
    seen: list[str] = []
    thought = "The passage says 17 mesures [1].\n</think>\n"
    steps: list[Step] = [Says("Just say yes.</think>oui"), Says(thought + GOOD)]
    bench = stage(*steps)
    assert probe(bench.model) is None
    written = bench.write(on_text=seen.append)
    assert written
    assert written.text == GOOD
    assert all(GOOD.startswith(text.rstrip()) for text in seen)


def test_thoughts_may_speak_of_their_orders(stage: Stage) -> None:
    """Nobody reads them, so that reciting our prompt there is no leak."""
    thought = "Après chaque phrase, écris entre crochets le numéro du passage qui la soutient : [1]."
    written = stage(Says(f"<think>{thought}</think>{GOOD}")).write()
    assert written
    assert written.text == GOOD


def test_a_model_that_only_thought_gives_no_answer_and_is_paid(stage: Stage) -> None:
    bench = stage(Says("<think>Hmm. Il retient 124 territoires [1]", finish="length"))
    assert bench.write() is None
    assert bench.cost == Cost(100, 20)


def test_the_name_on_the_wire_is_the_settings_own() -> None:
    with pytest.raises(Exception, match="fournisseur:modèle"):
        open_model("test")
