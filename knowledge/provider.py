"""What goes wrong at a language model's provider, in one French sentence each.

The only place where a vendor's errors are read. LangChain gives most of them a common class; the others are told by
their HTTP status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)

from knowledge.errors import ProviderError

LONGEST_WAIT = 5.0
"""Seconds that a person may be kept waiting for a provider that asks to come back later."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What calls to a model cost, in tokens."""

    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False
    """True where the provider did not tell all of it, so that it was reckoned from the length of the texts."""

    def __add__(self, other: Cost) -> Cost:
        """The cost of both."""
        return Cost(
            self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out, self.estimated or other.estimated
        )


FREE = Cost()
"""Of what was not asked."""


class CallError(ProviderError):
    """A call failed. `wait` is None where the same call is not worth trying again, else the seconds asked for, or 0."""

    def __init__(
        self,
        sentence: str,
        *,
        wait: float | None = None,
        overflow: bool = False,
        fault: bool = True,
        lasting: bool = False,
        late: bool = False,
        refused: str = "",
    ) -> None:
        super().__init__(sentence)
        self.lasting = lasting
        """True where only a change of the settings can mend it."""
        self.wait = wait
        self.overflow = overflow
        """True where the prompt was too long for the model."""
        self.fault = fault and not overflow
        """Whether the provider is at fault, rather than what it was asked or what it wrote."""
        self.late = late
        """True where the provider was at work when it was left, so that it may charge what it read."""
        self.refused = refused
        """What the server says of a request that it refuses (400, 422): it may name a parameter."""
        self.cost = FREE
        """What was spent in vain, all attempts together."""


_LATE = "Le modèle n’a pas répondu à temps."
_KINDS: tuple[tuple[type[Exception], tuple[int, ...], str, bool], ...] = (
    (ModelAuthenticationError, (401,), "Le fournisseur du modèle refuse la clé : vérifiez LLM_API_KEY.", False),
    (
        ModelPermissionDeniedError,
        (403,),
        "La clé LLM_API_KEY ne donne pas accès à ce modèle : vérifiez LLM_MODEL.",
        False,
    ),
    (
        ModelNotFoundError,
        (301, 302, 303, 307, 308, 404),  # nobody is followed elsewhere
        "Ce modèle n’existe pas à cette adresse : vérifiez LLM_MODEL et LLM_BASE_URL.",
        False,
    ),
    (ModelRateLimitError, (429,), "Le fournisseur du modèle limite les demandes, ou le crédit est épuisé.", True),
    (ModelTimeoutError, (408, 504), _LATE, False),
    (ModelConnectionError, (), "Le serveur du modèle ne répond pas : vérifiez LLM_BASE_URL et le réseau.", True),
    (ModelAPIError, (500, 502, 503, 529), "Le serveur du modèle est en panne pour le moment.", True),
    (ModelInvalidRequestError, (400, 422), "Le fournisseur du modèle refuse la demande : vérifiez LLM_MODEL.", False),
)
_OVERFLOW = re.compile(
    r"context[ _](?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens|n_ctx"
    r"|input tokens exceed",
    re.IGNORECASE,
)


@contextmanager
def french_errors() -> Iterator[None]:
    """Turn whatever a vendor's library raises into a CallError (libraries raise anything: HTTP, JSON, validation)."""
    try:
        yield
    except ProviderError:
        raise
    except Exception as error:
        raise explained(error) from error


def explained(error: Exception) -> CallError:
    """What a vendor's error means, in one French sentence; one of ours, wrapped on its way, is told as it is."""
    if ours := next((one for one in _causes(error) if isinstance(one, CallError)), None):
        return ours
    status = _status(error)
    if isinstance(error, ContextOverflowError) or (status in (400, 413, 422, 500) and _OVERFLOW.search(str(error))):
        return CallError("La question et ses sources sont trop longues pour ce modèle.", overflow=True)
    if any(isinstance(one, UnicodeEncodeError) or "Illegal header value" in str(one) for one in _causes(error)):
        return CallError(
            "LLM_API_KEY contient un caractère qui n’est d’aucune clé : copiez-la de nouveau.", lasting=True
        )
    for kind, statuses, sentence, again in _KINDS:
        if isinstance(error, kind) or status in statuses:
            late = kind is ModelTimeoutError
            refused = str(error) if kind is ModelInvalidRequestError else ""
            wait = _retry_after(error) if again else None
            return CallError(sentence, wait=wait, lasting=not again and not late, late=late, refused=refused)
    name = type(error).__name__
    if "timeout" in name.lower():
        return CallError(_LATE, late=True)
    return CallError(f"L’échange avec le modèle a été interrompu ({name}).", wait=0.0)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _status(error: Exception) -> int:
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    return status if isinstance(status, int) else 0


def _retry_after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    asked = str(headers.get("retry-after", "0"))
    try:
        seconds = float(asked)
    except ValueError:
        seconds = _until(asked)
    return max(0.0, seconds) if seconds == seconds else 0.0  # "nan" differs from itself


def _until(date: str) -> float:
    """Seconds until an HTTP date; more than may be waited where it is none."""
    try:
        then = parsedate_to_datetime(date)
    except ValueError:
        return LONGEST_WAIT + 1
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp()
