"""A language model in trouble, from start to answer, as `python -m bot ask` is run."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from knowledge.settings import Settings
from tests.models import QUESTION, WRITTEN, YES
from tests.openai_server import Fails, OpenAIServer, Says, Sends, Step, Waits, serving
from tests.test_command_line import run


def ask(settings: Settings, server: OpenAIServer, **more: str) -> tuple[dict[str, object], str]:
    """The answer as an object, and what was said on standard error."""
    model = {"LLM_MODEL": "openai:test", "LLM_BASE_URL": server.url, "LLM_API_KEY": "k", "LLM_TIMEOUT": "5"}
    done = run(settings, "ask", QUESTION, "--json", **{**model, **more})
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout), done.stderr


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_good_model_writes_the_answer(published: Settings) -> None:
    with serving(YES, Says(WRITTEN)) as server:
        answer, said = ask(published, server)
    assert answer["mode"] == "generative"
    assert "LLM" not in said


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([Fails(401)], "LLM_API_KEY"),
        ([Fails(500)], "en panne"),
        ([Sends(b"<html>welcome</html>")], "Les réponses sont des extraits littéraux"),
        ([YES, Fails(401)], ""),
        ([YES, Fails(500)], ""),
        ([YES, Sends(b"data: {not json}\n\n")], ""),
    ],
    ids=["401 at start", "500 at start", "malformed at start", "401", "500", "malformed"],
)
def test_a_model_that_fails_leaves_the_literal_answer(published: Settings, steps: list[Step], told: str) -> None:
    """What is wrong from the start is said in one line, with what to mend."""
    with serving(*steps) as server:
        answer, said = ask(published, server)
    assert answer["mode"] == "extractive"
    assert "douze postes" in str(answer["text"])
    lines = [line for line in said.splitlines() if "extraits littéraux" in line]
    assert len(lines) == (1 if told else 0)
    assert told in said


@pytest.mark.parametrize("begins", [False, True], ids=["at start", "later"])
def test_a_model_that_hangs_is_not_waited_for(published: Settings, released: threading.Event, begins: bool) -> None:
    steps: list[Step] = [YES, Waits(released)] if begins else [Waits(released)]
    with serving(*steps) as server:
        answer, _ = ask(published, server, LLM_TIMEOUT="0.3")
        released.set()
    assert answer["mode"] == "extractive"
    assert "douze postes" in str(answer["text"])


@pytest.mark.parametrize(("name", "told"), [("gpt", "fournisseur:modèle"), ("nobody:gpt", "LLM_MODEL")])
def test_a_wrong_name_is_said_at_start(published: Settings, name: str, told: str) -> None:
    with serving(YES) as server:
        answer, said = ask(published, server, LLM_MODEL=name)
        assert server.requests == []
    assert told in said
    assert "douze postes" in str(answer["text"])
