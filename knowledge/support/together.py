"""What belongs together in a passage and must stay so: a figure and its date, a doer and the deed, a name
and its part.

These checks know no grammar: they compare places. Each looks for one way in which a sentence mixes up what it read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from knowledge.support.claims import Claims, Word
from knowledge.support.quantities import Day, Figure, plain
from knowledge.support.quoted import Evidence, same, within
from knowledge.support.vocabulary import vocabulary


def counts(claims: Claims, passage: Evidence) -> bool:
    """A figure counts what it counts in the passage: not "17 territoires et 124 mesures"."""
    counted = {figure.noun for figure in passage.figures}
    for figure in claims.figures:
        nouns = {theirs.noun for theirs in passage.figures if theirs.value == figure.value}
        mine = _as_french(figure.noun)
        if mine & counted and nouns and not mine & nouns and "" not in nouns and not figure.unit:
            return False
    return True


def _as_french(noun: str) -> set[str]:
    return {noun, *vocabulary().english.get(noun, ()), *vocabulary().english.get(f"{noun}s", ())} - {""}


def beside(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps the words next to it: not "551, contre 630 auparavant" for "630, contre 551 auparavant"."""
    mine = [figure for figure in claims.figures if figure.value != 1]
    for sentence in passage.sentences:
        ours = [figure.value for figure in mine]
        theirs = [figure.value for figure in sentence.figures if figure.value in ours]
        if len(theirs) == len(ours) == len(set(ours)) == 2 and theirs == ours[::-1]:
            return not _same_neighbours(claims, mine, sentence)
    return True


def _same_neighbours(claims: Claims, figures: list[Figure], sentence: Claims) -> bool:
    """True where the swapped figures stand in the same places among the words of both sentences."""
    split = {figure.value: figure.at for figure in sentence.figures}
    first, second = figures
    low, high = sorted((split[first.value], split[second.value]))
    agree = contrary = 0
    for word in claims.content:
        for match in same(word, sentence):
            mine = (word.at > first.at) + (word.at > second.at)
            theirs = (match.at > low) + (match.at > high)
            agree += mine == theirs
            contrary += mine != theirs
    return agree > contrary


def dated(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its date: not "136 territoires en novembre 2018"."""
    for figure, date in _pairs(claims):
        told = [sentence for sentence in passage.sentences if any(f.value == figure.value for f in sentence.figures)]
        theirs = [other for sentence in told for known, other in _pairs(sentence) if known.value == figure.value]
        taken = all(any(date.agrees(other) for _, other in _pairs(sentence)) for sentence in told)
        if (theirs or (told and taken)) and not any(date.agrees(other) for other in theirs):
            return False
    return True


def _pairs(claims: Claims) -> Iterator[tuple[Figure, Day]]:
    """Each figure of a sentence with the date that goes with it."""
    dates = [date for date in claims.dates if not date.ranged]
    figures = [figure for figure in claims.figures if figure.value != 1]
    if not dates or not figures:
        return
    dates_first = dates[0].at < figures[0].at
    for figure in figures:
        if len(dates) == 1 and not dates_first and _moves_on(claims.text[dates[0].at : figure.at]):
            continue
        before = [date for date in dates if date.at < figure.at]
        after = [date for date in dates if date.at > figure.at]
        if len(dates) == 1 or (dates_first and before) or not after:
            yield figure, (before or after)[-1]
        else:
            yield figure, after[0]


def _moves_on(between: str) -> bool:
    """ "de 400 en 2018 à 200": the second figure is not of that year."""
    return bool(re.search(r"\d\s+(?:à|contre|to|against)\s[^,;]*$", between))


def named(claims: Claims, passage: Evidence) -> bool:
    """What is said of a name is said of it in the passage, with its date."""
    inside = [name for name in claims.names if any(name.folded in sentence.tokens for sentence in passage.sentences)]
    if not inside:
        return True
    for date in (date for date in claims.dates if not date.ranged):
        told = [sentence for sentence in passage.sentences if any(within(date, other) for other in sentence.dates)]
        elsewhere = [
            sentence
            for sentence in passage.sentences
            if sentence.dates and any(name.folded in sentence.tokens for name in inside)
        ]
        if told and elsewhere and not any(sentence in told for sentence in elsewhere):
            return False
    return True


def numbered(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its owner: not Occitanie's number of territories given to Normandie."""
    places = {
        name.folded: [sentence for sentence in passage.sentences if name.folded in sentence.tokens]
        for name in claims.names
    }
    rarest = min((name for name in places if places[name]), key=lambda name: len(places[name]), default="")
    for figure in claims.figures if rarest else ():
        told = [sentence for sentence in passage.sentences if any(f.value == figure.value for f in sentence.figures)]
        other = any(f.noun == figure.noun and f.noun for sentence in places[rarest] for f in sentence.figures)
        if told and other and not any(sentence in told for sentence in places[rarest]):
            return False
    return True


def order(claims: Claims, passage: Evidence) -> bool:
    """Who does what to whom: two parties around a verb are not exchanged."""
    kept: set[tuple[str, str]] = set()
    exchanged: set[tuple[str, str]] = set()
    for sentence in passage.sentences:
        if _passive(claims) == _passive(sentence):
            _compare(claims, sentence, kept, exchanged)
    return exchanged <= kept


def _compare(claims: Claims, sentence: Claims, kept: set[tuple[str, str]], exchanged: set[tuple[str, str]]) -> None:
    """Note each pair of parties that both sentences hold: in the same order, or exchanged around a shared word."""
    mine, theirs = _places(claims), _places(sentence)
    shared = [key for key in mine if key in theirs]
    named = _name_keys(claims) & _name_keys(sentence)
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
    parts = [part for sentence in passage.sentences for part in _cut(sentence, ";")]
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


def attached(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its deed: not "42 ont obtenu" for "42 suivies, dont 9 ont obtenu"."""
    figures = [figure for figure in claims.figures if figure.value != 1]
    ends = [*(figure.at for figure in figures[1:]), len(claims.text)]
    for figure, end in zip(figures, ends, strict=False):
        deeds = [word for word in claims.content if figure.at < word.at < end and word.stem != figure.noun][:2]
        if not _keeps_deed(figure, deeds, passage):
            return False
    return True


def _keeps_deed(figure: Figure, deeds: list[Word], passage: Evidence) -> bool:
    own: list[Claims] = []
    others: list[Claims] = []
    for sentence in passage.sentences:
        parts = _parts(sentence)
        mine = [part for part in parts if any(f.value == figure.value for f in part.figures)]
        own += mine
        others += [part for part in parts if mine and part.figures and part not in mine]
    return any(same(deed, part) for deed in deeds for part in own) or not any(
        same(deed, part) for deed in deeds for part in others
    )


def _parts(claims: Claims) -> list[Claims]:
    """A sentence cut at "dont" and at semicolons."""
    return _cut(claims, r"\bdont\b|;|\bof which\b")


def _cut(claims: Claims, mark: str) -> list[Claims]:
    cuts = [0, *(match.end() for match in re.finditer(mark, claims.text)), len(claims.text)]
    return [
        replace(
            claims,
            text=claims.text[start:end].strip(),
            figures=tuple(figure for figure in claims.figures if start <= figure.at < end),
            content=tuple(word for word in claims.content if start <= word.at < end),
        )
        for start, end in pairwise(cuts)
    ]
