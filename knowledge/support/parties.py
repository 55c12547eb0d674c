"""Who does what, where, in a passage, and must stay so in a sentence: parties, names and what is said of each.

These checks know no grammar: they compare places. Each looks for one way in which a sentence mixes up what it read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

from knowledge.support.claims import Claims, Word
from knowledge.support.quantities import plain
from knowledge.support.quoted import Evidence, same
from knowledge.support.together import cut
from knowledge.support.vocabulary import vocabulary


def order(claims: Claims, passage: Evidence) -> bool:
    """Who does what to whom: two parties around a verb are not exchanged."""
    kept: set[tuple[str, str]] = set()
    exchanged: set[tuple[str, str]] = set()
    for sentence in passage.sentences:
        if _passive(claims) == _passive(sentence) and not _turned(claims, sentence):
            _compare(claims, sentence, kept, exchanged)
    return exchanged <= kept


def _turned(claims: Claims, sentence: Claims) -> bool:
    """Whether one says from the other end what the other says: "A réunit B" and "B siège à A"."""
    return any(
        (claims.says(left) and sentence.says(right)) or (claims.says(right) and sentence.says(left))
        for left, right in vocabulary().converses
    )


def renamed(claims: Claims, passage: Evidence) -> bool:
    """A new name is not given for the old one: "B, anciennement A" where "A est l'ancien nom de B", not "A, ex-B"."""
    mine = _renaming(claims)
    if not mine:
        return True
    found = [pairs for sentence in passage.sentences if (pairs := _renaming(sentence))]
    theirs = set().union(*found) if found else set()
    return not any((new, old) in theirs and (old, new) not in theirs for old, new in mine)


def _renaming(claims: Claims) -> set[tuple[str, str]]:
    """(old name, new name) as far as one mark parts them: all names before it with all those after it."""
    flat = plain(claims.text)
    for words, old_first in ((vocabulary().old_before, True), (vocabulary().old_after, False)):
        for word in words:
            if match := re.search(rf"\b{word}\b", flat):
                before = [name.folded for name in claims.names if name.at < match.start()]
                after = [name.folded for name in claims.names if name.at >= match.end()]
                pairs = {(a, b) for a in before for b in after}
                return pairs if old_first else {(b, a) for a, b in pairs}
    return set()


def placed(claims: Claims, passage: Evidence) -> bool:
    """What is somewhere is there in the passage too: not the pole of one region put in another."""
    where = [name for name in claims.names if _PLACED.search(plain(claims.text[: name.at]))]
    others = [name for name in claims.names if name not in where and not name.chained]
    runs = _runs(passage)
    inside = [set().union(*(sentence.tokens for sentence in run)) for run in runs]
    anywhere = set().union(*inside)
    for place in where:
        for other in others:
            both = {place.folded, other.folded}
            if both <= anywhere and not any(both <= tokens for tokens in inside):
                return False
    return True


_PLACED = re.compile(r"(?:\b(?:en|a|au|aux|dans|in|at)\s+(?:le\s|la\s|les\s|l'|the\s)?|\bet\s+en\s)$")


def _runs(passage: Evidence) -> list[list[Claims]]:
    """Sentences with those that go on from them."""
    runs: list[list[Claims]] = []
    for sentence in passage.sentences:
        if runs and goes_on(sentence):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


_GOING_ON = frozenset(
    """
    il elle ils elles ce c cet cette ces son sa ses leur leurs celui celle ceux celles y lui
    it they he she this these its their
    """.split()
)


def goes_on(claims: Claims) -> bool:
    """Whether a sentence speaks of what the one before does."""
    return bool(set(claims.tokens[:4]) & _GOING_ON)


def _compare(claims: Claims, sentence: Claims, kept: set[tuple[str, str]], exchanged: set[tuple[str, str]]) -> None:
    """Note each pair of parties that both sentences hold: in the same order, or exchanged around a shared word.

    Names that a sentence opens with as a circumstance ("En Hauts-de-France, …") are no parties.
    """
    mine, theirs = _places(claims), _places(sentence)
    shared = [key for key in mine if key in theirs]
    named = (_name_keys(claims) & _name_keys(sentence)) - _circumstance(claims) - _circumstance(sentence)
    parties = sorted((key for key in shared if key in named or key == _subject(claims)), key=mine.__getitem__)
    for a, b in combinations(parties, 2):
        between = [key for key in shared if key not in parties and mine[a] < mine[key] < mine[b]]
        if theirs[a] < theirs[b]:
            kept.add((a, b))
        elif any(theirs[b] < theirs[key] < theirs[a] for key in between):
            exchanged.add((a, b))


def _places(claims: Claims) -> dict[str, int]:
    places = {name.folded: name.at for name in reversed(claims.names)}
    lists = vocabulary()
    for word in reversed(claims.content):
        for key in {word.stem, *lists.english.get(word.folded, ())}:
            places.setdefault(key, word.at)
    return places


def _name_keys(claims: Claims) -> set[str]:
    return {name.folded for name in claims.names}


_OPENING = re.compile(r"^\W*(?:en|a|au|aux|dans|pour|selon|d'apres|in|at|for)\b[^,]*,")


def _circumstance(claims: Claims) -> set[str]:
    match = _OPENING.match(plain(claims.text))
    return {name.folded for name in claims.names if match and name.at < match.end()}


def _passive(claims: Claims) -> bool:
    return bool({"par", "by"} & set(claims.tokens))


def _subject(claims: Claims) -> str:
    return claims.content[0].stem if claims.content and leads(claims.content[0], claims) else ""


_DETERMINERS = frozenset(
    "le la les l un une des ce cet cette ces chaque tous toutes son sa ses leur leurs the a an each".split()
)


def leads(word: Word, claims: Claims) -> bool:
    """Whether nothing but determiners comes before the word: "Selon la Cour" has another subject."""
    return set(re.findall(r"[^\W_]+", plain(claims.text[: word.at]))) <= _DETERMINERS


_ARTICLES = frozenset("le la les l un une des chaque the a an each".split())


def spoken_of(claims: Claims, passage: Evidence) -> bool:
    """What is told of the sentence's subject is told of it in the passage, in its own part or where it goes on."""
    if len(claims.content) < 3 or not leads(claims.content[0], claims):
        return True
    subject, *told = claims.content
    end = claims.text.find(",", claims.content[min(3, len(claims.content) - 1)].at)
    told = [word for word in told if (end < 0 or word.at < end) and word.stem not in vocabulary().light]
    parts = [part for sentence in passage.sentences for part in cut(sentence, ";")]
    where = {index for index, part in enumerate(parts) if same(subject, part)}
    if not where or subject.stem in vocabulary().light:
        return True
    scores = [sum(bool(same(word, part)) for word in told) for part in parts]
    top = max(scores)
    return top < 2 or any(_goes_back(parts, index) & where for index, score in enumerate(scores) if score == top)


def _goes_back(parts: list[Claims], index: int) -> set[int]:
    """The part and those before it that it goes on from, as "Elle…" or "Cette somme…" does."""
    back = {index}
    while index and not (set(re.findall(r"[^\W_]+", plain(parts[index].text))[:1]) & _ARTICLES):
        index -= 1
        back.add(index)
    return back


_AGENT = re.compile(
    r"\b(?:par|by)\s+(?!exemple|an\b|mois\b|rapport|ailleurs|courriel|telephone)"
    r"(?:l'|le |la |les |un |une |des |ses |son |the |a |an )?"
)


def _agents(claims: Claims) -> list[tuple[Word, Word]]:
    """(deed, who does it) for each "… par …" of a sentence."""
    found = []
    for match in _AGENT.finditer(plain(claims.text)):
        before = [word for word in claims.content if word.at < match.start()]
        after = [word for word in claims.content if match.end() - 1 <= word.at <= match.end()]
        if before and after:
            found.append((before[-1], after[0]))
    return found


def doers(claims: Claims, passage: Evidence) -> bool:
    """Who does it in the sentence does it in the passage, in the active or the passive voice."""
    for _, agent in _agents(claims):
        if agent.stem not in passage.stems and not any(same(agent, sentence) for sentence in passage.sentences):
            return agent.stem in vocabulary().light or agent.folded.endswith(("ant", "ing"))
    return not any(_other_doer(claims, told) or _other_doer(told, claims) for told in passage.sentences)


def _other_doer(active: Claims, passive: Claims) -> bool:
    """Whether the passive sentence names another doer than the active one's subject, whom the active one demotes."""
    if _agents(active) or not active.content or not leads(active.content[0], active):
        return False
    subject = active.content[0]
    for deed, doer in _agents(passive):
        done = same(deed, active)
        demoted = [word for word in same(doer, active) if done and word.at > done[0].at]
        if (
            done
            and demoted
            and subject not in done
            and not same(subject, replace(passive, content=(doer,)))
            and same(subject, passive)
        ):
            return True
    return False


def told_apart(claims: Claims, passage: Evidence) -> bool:
    """Several names keep each what is said of it: "Bpifrance pour l’innovation, l’ADEME pour la décarbonation"."""
    mine = _by_name(claims, r";")
    for sentence in passage.sentences:
        theirs = _by_name(sentence, r"[,;:]")
        for name, words in mine.items():
            own = theirs.get(name)
            others = [w for other, told in theirs.items() if other != name for w in told]
            if not own or not others:
                continue
            here = sum(bool(same(word, replace(sentence, content=own))) for word in words)
            there = sum(bool(same(word, replace(sentence, content=tuple(others)))) for word in words)
            if there and not here:
                return False
    return True


def _by_name(claims: Claims, cut: str) -> dict[str, tuple[Word, ...]]:
    """The words of each part of a sentence that holds one name, by that name."""
    found: dict[str, tuple[Word, ...]] = {}
    all_names = {name.folded for name in claims.names}
    start = 0
    last = ""
    for end in [*(match.start() for match in re.finditer(cut, claims.text)), len(claims.text)]:
        names = [name.folded for name in claims.names if start <= name.at < end and not name.chained]
        last = names[0] if len(names) == 1 else "" if names else last
        if last:
            told = tuple(word for word in claims.content if start <= word.at < end and word.folded not in all_names)
            found[last] = (*found.get(last, ()), *told)
        start = end
    return found
