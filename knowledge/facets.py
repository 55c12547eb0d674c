"""What a question asks of the directory: themes, needs and kinds of structure, whatever the spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.aims import is_had, is_wish, is_wished
from knowledge.french import stem
from knowledge.hearing import Hearing
from knowledge.needs import Need, Theme, general_themes, needs, themes
from knowledge.phrasebook import Phrasebook, Target, shipped_phrases, word_stem
from knowledge.runs import QUALIFIERS, PhraseFinder, Run, trades_in
from knowledge.starting import founding
from knowledge.succession import handing_on
from knowledge.words import Word, message_words

_WEAK = frozenset(stem(word) for word in ("constructeur", "constructrice", "builder", "chantier"))
"""Words that are a trade of their own only where no other is named ("constructeur de bateaux")."""
_HANDING_ON = "Transmettre ou reprendre une entreprise"
_STARTING = "Lancer une startup"


@dataclass(frozen=True, slots=True)
class Facets:
    """What a question asks of the directory, in the order of the question."""

    themes: tuple[Theme, ...] = ()
    exact: tuple[str, ...] = ()
    """Themes of the directory that the question names in full."""
    needs: tuple[Need, ...] = ()
    kinds: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Stems of the words that no facet explains."""
    aims: tuple[Need, ...] = ()
    """Those of the needs that the message is after, and does not only say in passing."""
    told: tuple[Need, ...] = ()
    """Those of the needs that it tells for sure by what somebody is or has, though it may name none."""
    trade_shares: Mapping[str, float] = field(default_factory=dict, compare=False)
    """How likely the message is to be about each trade, by its label; empty where its words are not known."""
    need_shares: Mapping[str, float] = field(default_factory=dict, compare=False)
    """The same of each need; one that it tells for sure is as likely at least."""

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.themes or self.exact or self.needs or self.kinds)


class FacetReader:
    """Reads facets, over the shipped vocabulary and the themes that a directory has."""

    def __init__(self, directory_themes: Iterable[str]) -> None:
        """Index the phrases of both."""
        book = shipped_phrases()
        for name in frozenset(directory_themes) - general_themes():
            _add_theme(book, name)
        self._hearing = Hearing(book)
        self._finder = PhraseFinder(book, self._hearing)

    def read(self, words: Sequence[Word], *, english: bool = False) -> Facets:
        """Give the facets of a message's words."""
        meaning = _Meaning(tuple(self._finder.runs(words, english=english)), words)
        meaning.leave_weak()
        meaning.leave_twins()
        for told, label in ((handing_on(words), _HANDING_ON), (founding(words), _STARTING)):
            if told and (meant := _need(label)):
                heard = frozenset(map(self._hearing.stem_of, told))
                meaning.aim_at(meant, explained=heard, surely=label == _HANDING_ON)
        return meaning.facets()

    def heard(self, folded: str) -> str:
        """Give the stem of a folded word, its spelling corrected to the vocabulary's where it is unknown."""
        return self._hearing.stem_of(folded)

    def corrected(self, word: str) -> str | None:
        """Give the vocabulary's word that sounds like, or almost like, an unknown one."""
        return self._hearing.corrected(word)

    def is_phrase(self, folded: Sequence[str]) -> bool:
        """Say whether words are together one of the vocabulary's phrases, as they are spelt."""
        return self._finder.is_phrase(folded)

    def knows(self, folded: str) -> bool:
        """Say whether the vocabulary has this very word."""
        return self._hearing.knows(folded)

    def spells(self, folded: str) -> bool:
        """Say whether the vocabulary writes a word so, its plural apart."""
        return self._hearing.spells(folded)


class _Meaning:
    """What the runs of a message mean together."""

    def __init__(self, runs: Sequence[Run], words: Sequence[Word]) -> None:
        """Take all that each stands for."""
        self._words = words
        self._runs = _without_qualifiers(runs)
        self._targets = dict.fromkeys(target for run in self._runs for target in (*run.within, *run.targets))
        self._targets |= dict.fromkeys(part for run in self._runs for part in run.parts)
        self._others = [stem for run in self._runs if not run.targets for stem in run.stems]
        self._aims = self._wanted()
        self._told: list[Need] = []

    def _wanted(self) -> dict[Need, tuple[Theme, ...]]:
        """The needs that the message is after, each with the trades that its words are too, unless it is wished for."""
        aims: dict[Need, tuple[Theme, ...]] = {}
        first = _first_trade(self._runs)
        for i, run in enumerate(self._runs):
            wished = (
                run.near or is_wish(self._words[run.place]) or is_wished(self._words, run.place)
            )  # "vendre au Japon" says what is sought
            if wished or not (i > first or run.within or is_had(self._words, run.place)):
                aims |= dict.fromkeys(_needs_in(run.targets), () if wished else trades_in(run.targets))
        return aims

    def leave_weak(self) -> None:
        """Leave out the trades of words that are one only where no other is named."""
        weak = [run for run in self._runs if len(run.stems) == 1 and run.stems[0] in _WEAK]
        strong = {trade for run in self._runs if run not in weak for trade in trades_in(run.targets)}
        if strong:
            for trade in {trade for run in weak for trade in trades_in(run.targets)} - strong:
                self._targets.pop(trade, None)

    def leave_twins(self) -> None:
        """Where a trade is named, leave out what else the same words stand for, and be after what they mean there."""
        twins = {twin: kept for run in self._runs for twin, kept in _twins(run, self._words).items()}
        if not _trades(self._targets).difference(twins):
            return
        for twin, kept in twins.items():
            self._targets.pop(twin, None)
            if isinstance(twin, Need):
                self._aims.pop(twin, None)
            if isinstance(kept, Need):
                self._aims[kept] = ()

    def aim_at(self, need: Need, explained: frozenset[str], *, surely: bool) -> None:
        """Be after a need that the message tells without naming it; `explained`: the stems that tell it."""
        self._targets[need] = None
        self._aims[need] = ()
        self._told += [need] if surely else []
        self._others = [word for word in self._others if word not in explained]

    def facets(self) -> Facets:
        """Give what was asked."""
        trades = trades_in(self._targets)
        named = [target for target in self._targets if isinstance(target, str)]
        return Facets(
            themes=trades,
            exact=tuple(name.removeprefix("theme:") for name in named if name.startswith("theme:")),
            needs=_needs_in(self._targets),
            kinds=tuple(name.removeprefix("kind:") for name in named if name.startswith("kind:")),
            others=tuple(self._others),
            # a word of a trade and a need ("maçon") tells the trade, where there is another
            aims=tuple(need for need, own in self._aims.items() if not own or set(trades) == set(own)),
            told=tuple(self._told),
        )


def _add_theme(book: Phrasebook, name: str) -> None:
    """Let the name of a directory's theme stand for it, and for the trade that it is of."""
    if _means_need(book, name):  # "marques": what somebody wants done, and no trade
        return
    book.add((name,), f"theme:{name}")
    for theme in themes():  # a theme under its own words calls for those beside it too
        if name in theme.themes and not trades_in(book.phrases.get(_content(name), ())):
            book.add((name,), theme)


def _means_need(book: Phrasebook, name: str) -> bool:
    found = book.phrases.get(_content(name), ())
    return bool(found) and all(isinstance(target, Need) for target in found)


def _content(phrase: str) -> tuple[str, ...]:
    return tuple(word_stem(word.folded) for word in message_words(phrase) if not word.small)


def _without_qualifiers(runs: Sequence[Run]) -> list[Run]:
    """The runs without the words that, once a trade is named, only qualify it."""
    first = _first_trade(runs)
    return [
        run
        for i, run in enumerate(runs)
        if i <= first or not run.targets or len(run.stems) > 1 or run.stems[0] not in QUALIFIERS
    ]


def _first_trade(runs: Sequence[Run]) -> int:
    """Where the first run stands that names a trade; how many there are if none does."""
    return next((i for i, run in enumerate(runs) if run.within or trades_in(run.targets)), len(runs))


def _trades(targets: Iterable[Target]) -> set[Target]:
    """The targets that are trades, named in full or not."""
    return {one for one in targets if isinstance(one, Theme) or (isinstance(one, str) and one.startswith("theme:"))}


def _needs_in(targets: Iterable[Target]) -> tuple[Need, ...]:
    return tuple(target for target in targets if isinstance(target, Need))


def _twins(run: Run, words: Sequence[Word]) -> dict[Target, Target]:
    """What else a run's words stand for, which says nothing where a trade is named, and what they mean there.

    "Accélérateur" is then the structure and no wish to grow; "décarboner", a verb, the need and no trade.
    """
    called = _needs_in(run.targets)
    kinds = [target for target in run.targets if isinstance(target, str) and target.startswith("kind:")]
    if called and kinds and not _trades(run.targets):
        return dict.fromkeys(called, kinds[0])
    verb = words[run.place].folded.endswith(("iser", "oner"))
    return dict.fromkeys(_trades(run.targets), called[0]) if called and verb else {}


@lru_cache(maxsize=4)
def _need(label: str) -> Need | None:
    return next((need for need in needs() if need.label == label), None)
