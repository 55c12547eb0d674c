"""Phrases under the stems of their words, and what each stands for: the shipped vocabulary, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge import english
from knowledge.french import STOP_WORDS, fold, stem
from knowledge.kinds import kinds
from knowledge.needs import Need, Theme, needs, themes
from knowledge.trades import AFTER, BEFORE, BESIDE, JUST_BEFORE, PEOPLE, whole_words

TOKEN = re.compile(r"r&d|[^\W_]+", re.IGNORECASE)
SHORTEST_CORRECTED = 5
"""Letters of a word from which a spelling is corrected."""
POSSESSIVES = frozenset("mon ma mes notre nos my our".split())
_SHORTHAND = frozenset(
    "jveux jveu jvx jvoudrais jv chui chuis jsuis chu jai g ya jfais jfabrique jcherche jaimerais besoin"
    " encor tro bi1 kelk slt".split()
)
"""Hurried openings ("je veux", "je suis", "j'ai besoin")."""
_WRITTEN = {
    **dict.fromkeys(("maïs", "Maïs", "MAÏS"), "corn"),
    **dict.fromkeys(("thé", "Thé", "THÉ", "thés", "Thés", "THÉS"), "tea"),
    **dict.fromkeys(("Safran", "SAFRAN"), "airbus"),
    **dict.fromkeys(("US",), "usa"),
}
"""Words that are others once their accent or their capital is lost, and one of the same meaning for each."""
_AS_WRITTEN = re.compile(rf"\b(?:{'|'.join(map(re.escape, _WRITTEN))})\b")
SMALL = STOP_WORDS | english.SMALL | _SHORTHAND
"""Folded words that carry no meaning of their own."""
_RESIDUAL_KIND = "autre structure"
"""What no other kind is: nobody asks for it."""

Target = Theme | Need | str
"""What a phrase stands for; a string is "kind:" and a kind, or "theme:" and a theme of the directory."""


@dataclass(slots=True)
class Phrasebook:
    """Phrases by the stems of their words."""

    phrases: dict[tuple[str, ...], tuple[Target, ...]] = field(default_factory=dict)
    signed: dict[tuple[str, ...], tuple[tuple[str, Target], ...]] = field(default_factory=dict)
    """Those that are meant only near others, with the sign of these (BESIDE)."""
    surface: set[str] = field(default_factory=set)
    """Their folded words that are long enough for a spelling to be corrected to them."""
    own: set[tuple[str, ...]] = field(default_factory=set)
    """Those that are only meant of what is the asker's own ("mon toit")."""

    def add(self, phrases: Iterable[str], target: Target) -> None:
        """Let each phrase stand for a target, beside what it stands for already."""
        for phrase in folded("\n".join(phrases)).split("\n"):  # folded at once: it takes a third of the time
            every = TOKEN.findall(phrase)
            content = [word for word in every if word not in SMALL]
            if content:
                key = tuple(map(word_stem, content))
                if phrase[0] in BESIDE:
                    self.signed[key] = (*self.signed.get(key, ()), (phrase[0], target))
                else:
                    self._add(key, target, owned=not POSSESSIVES.isdisjoint(every))
                self.surface.update(word for word in content if len(word) >= SHORTEST_CORRECTED - 1)

    def _add(self, key: tuple[str, ...], target: Target, *, owned: bool) -> None:
        if not owned:
            self.own.discard(key)
        elif key not in self.phrases:
            self.own.add(key)
        targets = self.phrases.get(key, ())
        if target not in targets:
            self.phrases[key] = (*targets, target)

    def near(
        self, key: tuple[str, ...], before: Sequence[str], after: Sequence[str], *, opens: bool = False
    ) -> tuple[Target, ...]:
        """Give what a signed phrase stands for between these stems; `opens`: it opens the message, in the singular."""
        signed = self.signed.get(key, ())
        last = before[-1] if before else ""
        return tuple(
            target
            for sign, target in signed
            if not (opens and sign == PEOPLE)
            and (
                not _near(sign).isdisjoint((*before, *after))
                or not _near_before(sign).isdisjoint(before)
                or last in _just_before(sign)
                or not _near_after(sign).isdisjoint(after)
            )
        )

    def copy(self) -> Phrasebook:
        """Give one that can be added to apart."""
        return Phrasebook(dict(self.phrases), dict(self.signed), set(self.surface), set(self.own))


def folded(text: str) -> str:
    """Give a text folded, words that are others once folded by one of their meaning."""
    return fold(_AS_WRITTEN.sub(lambda found: _WRITTEN[found[0]], text))


@lru_cache(maxsize=1)
def _shipped() -> Phrasebook:
    book = Phrasebook()
    for theme in themes():
        book.add((theme.label, *theme.words), theme)
    for need in needs():
        book.add(need.words, need)
    for kind in kinds().values():
        book.add((kind.name, *kind.words) if kind.name != _RESIDUAL_KIND else (), f"kind:{kind.name}")
    return book


def shipped_phrases() -> Phrasebook:
    """Give the phrases of the shipped trades, needs and kinds."""
    return _shipped().copy()


@lru_cache(maxsize=8)
def _near(sign: str) -> frozenset[str]:
    return frozenset(word_stem(fold(word)) for word in BESIDE[sign])


@lru_cache(maxsize=8)
def _near_before(sign: str) -> frozenset[str]:
    return frozenset(word_stem(fold(word)) for word in BEFORE.get(sign, ()))


@lru_cache(maxsize=8)
def _near_after(sign: str) -> frozenset[str]:
    return frozenset(word_stem(fold(word)) for word in AFTER.get(sign, ()))


@lru_cache(maxsize=8)
def _just_before(sign: str) -> frozenset[str]:
    return frozenset(word_stem(fold(word)) for word in JUST_BEFORE.get(sign, ()))


@lru_cache(maxsize=50_000)
def word_stem(word: str) -> str:
    """The stem of a folded word without its s: Snowball would part "cluster" from "clusters"."""
    singular = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    if singular in whole_words() or word in whole_words():
        return f"{singular}="  # "voirie" would be "voir"
    return stem(word[:-1] if len(word) > 4 and word[-1] == "s" else word)
