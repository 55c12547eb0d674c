"""Answers written by a language model from passages, and kept only where the passages support them.

The door to LangChain's model providers (`openai_shape` for OpenAI's). What `Writer.write` gives has `failed` whenever
there is nothing sure to say: the caller then has the extractive answer, so that a failing, refusing or inventing model
never makes an answer worse. Whatever becomes of an answer, its cost is told.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge import briefing
from knowledge.breaker import Breaker
from knowledge.errors import ProviderError
from knowledge.french import STOP_WORDS, words
from knowledge.grounding import check
from knowledge.listening import Caller, Reply, hurried
from knowledge.model import Model, limited
from knowledge.preview import UNKNOWN, Preview, leaks
from knowledge.provider import FREE, CallError, Cost
from knowledge.records import ActorMatch, Citation, Hit, Turn
from knowledge.thoughts import is_unopened, visible, without_thoughts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PASSAGES_BUDGET = 3_000
"""Tokens of passages in one prompt."""
ANSWER_BUDGET = 1_500
"""Tokens that a model may write, its reasoning included."""
LONGEST_QUESTION = 300
"""Characters of a rewritten question."""
_LONGEST_PROBE = 2_000
"""Characters: a small model may not stop at one word."""
_PROBE = (("human", "Réponds par le seul mot : oui"),)
_LONGEST_PROBING = 45.0
"""Seconds that the start waits for the whole word."""
_WORDINGS = 3
"""Other wordings that are searched for."""


# The model -----------------------------------------------------------------------------------------------------------


def open_model(model: str, base_url: str = "", api_key: str = "", timeout: float = 30.0) -> Model:
    """Open "provider:model" through LangChain; `timeout` is in seconds between two pieces of an answer.

    No network is used. Raises ProviderError when the name is wrong or the provider's package is not installed.
    """
    provider, _, name = model.partition(":")
    if not name:
        raise ProviderError("LLM_MODEL s’écrit fournisseur:modèle, par exemple openai:gpt-5-mini.")
    if base_url and not base_url.startswith(("http://", "https://")):
        raise ProviderError("LLM_BASE_URL commence par http:// ou https://, par exemple http://localhost:8000/v1.")
    # Its client would write a line for each request, which tells a person in the terminal nothing.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    try:
        chat = _chat(provider, name, _options(provider, base_url, api_key.strip(), timeout))
    except ImportError as error:
        package = re.search(r"langchain[-_][a-z_-]+", str(error))
        missing = package[0].replace("_", "-") if package else f"langchain-{provider}"
        raise ProviderError(f"Ce modèle demande un paquet de plus (.venv/bin/pip install {missing}).") from error
    except ValueError as error:
        unknown = "nsupported" in str(error)
        reason = f"Le fournisseur « {provider} » n’est pas connu" if unknown else "Le modèle ne peut pas être ouvert"
        raise ProviderError(f"{reason} : vérifiez LLM_MODEL, LLM_BASE_URL et LLM_API_KEY.") from error
    except Exception as error:  # each vendor has its own error for a missing key
        raise ProviderError("Le modèle ne peut pas être ouvert : vérifiez LLM_API_KEY et LLM_BASE_URL.") from error
    elsewhere = provider == "openai" and base_url and "api.openai.com" not in base_url
    return Model(limited(chat, "max_tokens", ANSWER_BUDGET) if elsewhere else chat)


def _chat(provider: str, name: str, options: dict[str, Any]) -> BaseChatModel:
    """A provider's chat model; imported here, since that takes half a second that a bot without one should not pay."""
    if provider == "openai":
        from knowledge.openai_shape import Client, WaryOpenAI

        return WaryOpenAI(model=name, http_client=Client(), **options)
    from langchain.chat_models import init_chat_model

    chat: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    return chat


def _options(provider: str, base_url: str, api_key: str, timeout: float) -> dict[str, Any]:
    """What a provider's class is given. Retries are ours: the vendors' own would keep a person waiting for minutes."""
    options: dict[str, Any] = {"temperature": 0}
    if base_url:
        options["base_url"] = base_url
    if provider == "ollama":
        return options | {"num_predict": ANSWER_BUDGET, "client_kwargs": {"timeout": timeout}}
    options |= {"timeout": timeout, "max_retries": 0, "max_tokens": ANSWER_BUDGET}
    if provider == "openai":
        options["stream_usage"] = True
        api_key = api_key or ("none" if base_url else "")  # local servers want no key, but the client does
    return options | ({"api_key": api_key} if api_key else {})


def probe(model: Model) -> CallError | None:
    """Ask the model for one word: what is wrong with it, one French line and whether it will last; None if nothing.

    What its server refuses, and how it thinks, is learnt by the way.
    """
    said, until = "", time.monotonic() + _LONGEST_PROBING
    try:
        for piece in hurried(model.pieces(_PROBE), lambda: until - time.monotonic()):
            said += piece.text
            if len(said) > _LONGEST_PROBE:
                break
    except CallError as error:
        return error
    model.thinks_first |= is_unopened(said)
    return None


# The writer ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A checked answer. `text` marks its citations with [1], [2]…; empty when the model does not know, or failed."""

    text: str = ""
    citations: tuple[Citation, ...] = ()
    actor_ids: tuple[str, ...] = ()
    abstained: bool = False
    failed: bool = False
    """True where no answer came, or none that may be shown."""
    cost: Cost = FREE
    """Of all that was asked of the model for it, retries and refused answers included."""
    dropped: int = 0
    """Sentences that the passages did not support."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question that stands alone, and other ways to ask it."""

    standalone: str
    variants: tuple[str, ...] = ()
    cost: Cost = FREE

    def __add__(self, other: Rewritten) -> Rewritten:
        """The same question with the wordings of both."""
        return Rewritten(self.standalone, (*self.variants, *other.variants), self.cost + other.cost)


class Writer:
    """Writes answers with a model. One may be shared between threads."""

    def __init__(
        self,
        model: Model,
        breaker: Breaker | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        code: Callable[[], str] = lambda: secrets.token_hex(8),
        budget: int = PASSAGES_BUDGET,
        deadline: float = 60.0,
    ) -> None:
        self._caller = Caller(model, breaker or Breaker(clock), clock=clock, sleep=sleep, deadline=deadline)
        self._code = code
        self._budget = budget

    def write(
        self,
        question: str,
        *,
        hits: Sequence[Hit],
        actors: Sequence[ActorMatch] = (),
        language: str = "fr",
        history: Sequence[Turn] = (),
        today: date,
        on_text: Callable[[str], None] | None = None,
    ) -> Written:
        """Answer from the hits and actors; `failed` where the model did, or wrote nothing that they support.

        `on_text` is given the whole text so far each time it grows, not yet checked.
        """
        if not hits and not actors:
            return Written(failed=True)
        shown = briefing.within(hits, self._budget)
        preview = Preview(on_text, {match.actor.id: match.actor.name for match in actors}, self._caller.model)

        def message(kept: Sequence[Hit]) -> str:
            return briefing.ask(
                question, hits=kept, actors=actors, language=language, history=history, today=today,
                code=self._code(), budget=self._budget,
            )  # fmt: skip

        spent = FREE
        while True:
            try:
                return _checked(self._call("write", message(shown), preview), shown, actors, spent)
            except CallError as error:
                spent += error.cost
                if not error.overflow or len(shown) < 2:
                    return Written(failed=True, cost=spent)
                shown = shown[: len(shown) // 2]

    def rewrite(self, question: str, history: Sequence[Turn] = ()) -> Rewritten:
        """Make a follow-up standalone, with other wordings.

        Gives the question itself when there is no conversation, and when nothing came that may be searched for.
        """
        if not history:
            return Rewritten(question)
        try:
            reply = self._call("rewrite", briefing.follow_up(question, history, self._code()), None)
        except CallError as error:
            return Rewritten(question, cost=error.cost)
        known = " ".join([question, *(f"{turn.question} {turn.answer} {turn.search}" for turn in history)])
        lines = _lines(reply.text)
        good = [line for line in lines if _is_rewriting(line, known)]
        if not good or good[0] != lines[0]:
            return Rewritten(question, cost=reply.cost)
        return Rewritten(good[0], tuple(dict.fromkeys(line for line in good[1:4] if line != good[0])), reply.cost)

    def reword(self, question: str) -> Rewritten:
        """Other wordings of a question that stands alone, for one whose own words find nothing."""
        try:
            reply = self._call("reword", briefing.follow_up(question, (), self._code()), None)
        except CallError as error:
            return Rewritten(question, cost=error.cost)
        good = [line for line in _lines(reply.text) if UNKNOWN not in line and _is_search(line, question)]
        return Rewritten(question, tuple(dict.fromkeys(good))[:_WORDINGS], reply.cost)

    def _call(self, name: str, message: str, on_text: Callable[[str], None] | None) -> Reply:
        return self._caller.call((("system", briefing.prompt(name)), ("human", message)), on_text)


_LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def _checked(reply: Reply, hits: Sequence[Hit], actors: Sequence[ActorMatch], spent: Cost) -> Written:
    """What may be shown of a reply; `spent` is what was asked in vain before it."""
    cost = spent + reply.cost
    text = visible(without_thoughts(reply.text))
    if _IGNORANT.match(text):
        return Written(abstained=True, cost=cost)
    checked = check(text.replace(UNKNOWN, ""), hits, actors)
    if not checked.grounded or leaks(checked.text) or briefing.echoes(text):
        return Written(failed=True, cost=cost, dropped=len(checked.dropped))
    return Written(checked.text, checked.citations, checked.actor_ids, cost=cost, dropped=len(checked.dropped))


_IGNORANT = re.compile(
    rf"[\W_]*(?:{UNKNOWN}\b|(?:je ne sais pas|i do(?:n[’']t| not) know)[\W_]*\Z)", re.IGNORECASE | re.ASCII
)


def _lines(text: str) -> list[str]:
    """What a model listed, without its marks."""
    found = (_LIST_MARK.sub("", line).strip(' «»"') for line in without_thoughts(text).splitlines())
    return [line for line in found if line]


def _is_rewriting(line: str, known: str) -> bool:
    """Whether a line may be searched for in the place of a follow-up: it speaks of what the conversation does."""
    return _is_search(line, known) and bool((set(words(line)) - STOP_WORDS) & set(words(known)))


def _is_search(line: str, known: str) -> bool:
    """Whether a line may be searched for: short, not our own prompt, with no figure that nobody gave."""
    figures = {word for word in words(line) if word[0].isdigit()}
    return 3 <= len(line) <= LONGEST_QUESTION and not leaks(line) and figures <= set(words(known))
