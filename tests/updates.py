"""Any update that python-telegram-bot knows, drawn from the types of its own classes: odd, but well formed."""

from __future__ import annotations

import collections.abc
import datetime as dtm
import enum
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal

import telegram
from hypothesis import strategies as st
from telegram._utils import types as known_types

_KINDS = ("private", "group", "supergroup", "channel")
_SAID = [
    "/start",
    "/aide",
    "/orienter",
    "/commune",
    "/effacer",
    "/rien",
    "@boussole_test_bot Qui ?",
    "Qui préside ?",
    "",
]
_TEXT = st.one_of(
    st.sampled_from(_SAID), st.from_regex(r"\A[a-z]:[0-9:]{0,6}\Z"), st.text(st.characters(codec="utf-8"), max_size=30)
)
_NAMES = {
    **vars(typing), **vars(collections.abc), **vars(known_types), **vars(telegram), "dtm": dtm,
}  # fmt: skip
_NEEDED = {"can_react_to_messages", "persistent_id", "option_persistent_ids", "allows_revoting", "members_only"}
"""Fields that the library wants though their defaults say otherwise."""
_FEW = 6
"""Optional fields of one object, at most."""
Draw = Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def updates(draw: Draw, kind: str) -> dict[str, Any]:
    """An update of this kind, as Telegram writes it."""
    content = _object(draw, next(tp for tp in _classes(_fields(telegram.Update)[kind][0])), 0)
    return telegram.Update(update_id=draw(st.integers(1, 2**31)), **{kind: content}).to_dict()


def _object(draw: Draw, cls: type, depth: int) -> Any:
    """One object of Telegram's, of a class or of one of its subclasses."""
    cls = draw(st.sampled_from(_concrete(cls)))
    if cls is telegram.Chat:
        return _chat(draw)
    needed = [name for name, (_, required) in _fields(cls).items() if required]
    optional = sorted(set(_fields(cls)) - set(needed))
    chosen = draw(st.sets(st.sampled_from(optional), max_size=_FEW)) if optional and depth < 4 else set()
    return cls(**{name: _value(draw, _fields(cls)[name][0], depth + 1) for name in (*needed, *sorted(chosen))})


def _chat(draw: Draw) -> telegram.Chat:
    """One of many chats, since a group hears twenty messages a minute at most."""
    kind, number = draw(st.sampled_from(_KINDS)), draw(st.integers(1, 10**6))
    if kind == "private":
        return telegram.Chat(number, kind, first_name="Camille")
    return telegram.Chat(-number if kind == "group" else -1_000_000_000_000 - number, kind, title="Club")


def chats_of(content: Any) -> Iterator[dict[str, Any]]:
    """The chats that an update speaks of."""
    if isinstance(content, dict):
        if content.get("type") in _KINDS and "id" in content:
            yield content
        content = list(content.values())
    if isinstance(content, list | tuple):
        for part in content:
            yield from chats_of(part)


def _value(draw: Draw, tp: Any, depth: int) -> Any:
    origin, parts = typing.get_origin(tp), typing.get_args(tp)
    if origin in (typing.Union, types.UnionType):
        some = [part for part in parts if part is not type(None)]
        return _value(draw, dtm.timedelta if dtm.timedelta in some else some[0], depth)
    if origin is Literal:
        return draw(st.sampled_from(parts))
    if origin is collections.abc.Sequence:
        return [_value(draw, parts[0], depth) for _ in range(draw(st.integers(1, 2)))]
    if isinstance(tp, str | typing.ForwardRef):
        return _value(draw, _NAMES[getattr(tp, "__forward_arg__", tp)], depth)
    if origin:
        return _value(draw, parts[0], depth)
    if issubclass(tp, telegram.TelegramObject):
        return _object(draw, tp, depth)
    if issubclass(tp, enum.Enum):
        return draw(st.sampled_from(list(tp)))
    return draw(_SIMPLE[tp])


_SIMPLE: dict[type, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.sampled_from([0, 1, 5, 7, 2**31, 2**52]),
    float: st.floats(-90, 90),
    str: _TEXT,
    object: _TEXT,
    dtm.datetime: st.datetimes(dtm.datetime(2020, 1, 1), dtm.datetime(2030, 1, 1), timezones=st.just(dtm.UTC)),
    dtm.timedelta: st.integers(0, 10**6).map(lambda seconds: dtm.timedelta(seconds=seconds)),
}


@cache
def _fields(cls: type) -> dict[str, tuple[Any, bool]]:
    """The types of a class's fields, and whether it cannot do without them."""
    names = {**_NAMES, **vars(sys.modules[cls.__module__])}
    found = inspect.signature(cls).parameters.values()
    return {
        field.name: (
            _evaluated(field.annotation, names),
            field.default is field.empty or field.name in _NEEDED,
        )
        for field in found
        if field.name != "api_kwargs" and field.kind not in (field.VAR_KEYWORD, field.VAR_POSITIONAL)
    }


def _evaluated(annotation: Any, names: dict[str, Any]) -> Any:
    return eval(annotation, names) if isinstance(annotation, str) else annotation


def _classes(tp: Any) -> list[type]:
    return [part for part in (tp, *typing.get_args(tp)) if isinstance(part, type) and part is not type(None)]


@cache
def _concrete(cls: type) -> list[type]:
    """The class, or the subclasses that stand for it in an update."""
    below = [sub for sub in cls.__subclasses__() if sub.__module__.startswith("telegram._")]
    return below or [cls]
