"""Follow-ups: a question that leans on the one before is completed with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from knowledge.asking import Kind, expected
from knowledge.french import STOP_WORDS, fold, words
from knowledge.language import without_small_words
from knowledge.records import Turn

_OPENING = re.compile(r"^(?:et|and|mais|but|ok|oui|alors|donc|what about|how about|c'est|cest|it is|is it)\b")
_ANAPHORA = frozenset(
    """
    il elle ils elles lui leur leurs son sa ses celui celle ceux celles cela ca y en la-bas dedans dessus
    he she they it its his her their them there that this those these one
    """.split()
)
_ANOTHER = frozenset(
    "autre autres encore another other others else more suivant suivante next alternative alternatives sinon".split()
)
BESIDE = frozenset(
    """
    option options possibilite possibilites choix solution solutions acteur acteurs structure structures contact
    contacts proposition propositions nom noms piste pistes adresse idee idees suggestion suggestions personne quelqu
    donne donnez
    donner propose proposez proposer montre montrez voir avez as aurais auriez connais connaissez suite plait one ones
    chose choses someone anyone anybody options give show suggest name names please est-ce y a
    """.split()
)
"""Words that may stand beside "another" without saying what."""
_PROGRAMME = re.compile(r"\bterritoires? d.? ?industries?\b")
"""Whoever names the programme speaks of it, and of nothing that was said before."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\W*(?:(?:le|la|l'|the)\s*)?(\d{1,3}|2[ab])\W*")
"""A message that is a number or the code of a département."""
_POSSESSIVES = frozenset("son sa ses leur leurs its their his her".split())
_FEW = 4
_LITTLE = 2
_OF_IT = frozenset((Kind.NUMBER, Kind.AMOUNT, Kind.DATE, Kind.OFFICE))
_LANGUAGE = re.compile(
    r"\W*(?:(?:et|and|ok|now|maintenant|la meme chose|the same|can you (?:say|repeat) (?:that|it)|please)\W+)*"
    r"(?:(?P<english>in english|en anglais)|in french|en francais)(?:\W+(?:please|stp|svp|s'il (?:te|vous) plait))?\W*$"
)
_SOURCE = re.compile(
    r"\b(?:tu|vous) (?:tiens|tenez|sors|sortez) (?:ca|cela) d'ou\W*$|\bd'ou (?:ca|cela) (?:vient|sort)\W*$"
    r"|\bd'ou (?:tu|vous) (?:tiens|tenez|sors|sortez) (?:ca|cela)\W*$"
    r"|^\W*(?:(?:et|and|ok|quelle|est|c'?est|what'?s|is|ta|la|votre|tes|vos|les|your|the|quoi)\W+)*sources?\W*$"
    r"|\bwhere (?:does|did) (?:this|that|it) come from\W*$|\bwhere (?:do|did) you get (?:this|that|it)(?: from)?\W*$"
)


def standalone(question: str, history: Sequence[Turn], forget: Callable[[str], str] = str) -> str:
    """Complete a follow-up with what the last turn searched for ("et son mail ?" -> "qui dirige X et son mail ?").

    Gives the question as it is when it stands alone or when there is no history. `forget` takes from the earlier
    search what the follow-up replaces.
    """
    if not history or not leans_on_before(question):
        return question
    before = forget(last_search(history))
    if _YEAR.search(question):
        before = _YEAR.sub("", before)
    return f"{before.rstrip(' ?!.')} {question}"


def last_turn(history: Sequence[Turn]) -> Turn | None:
    """Give the last turn that searched for something; a greeting or thanks did not."""
    searched = (turn for turn in reversed(history) if turn.search or turn.actors)
    return next(searched, history[-1] if history else None)


def last_search(history: Sequence[Turn]) -> str:
    """Give what the conversation last searched for, "" if nothing."""
    turn = last_turn(history)
    return (turn.search or turn.question) if turn else ""


def last_shown(history: Sequence[Turn]) -> Turn | None:
    """Give the last turn that showed actors."""
    return next((turn for turn in reversed(history) if turn.actors), None)


def asks_another(question: str) -> bool:
    """Whether a message only asks for another one of what was just given ("un autre ?", "anyone else?")."""
    said = [word for word in words(without_small_words(question)) if word in _ANOTHER or word not in STOP_WORDS]
    return bool(_ANOTHER.intersection(words(question))) and all(word in _ANOTHER | BESIDE for word in said)


def says_little(question: str) -> bool:
    """Whether a message has so few words of meaning that it may go on with what was said ("qui l'instruisait ?")."""
    return len(_content(question)) <= _LITTLE


def says_nothing(question: str) -> bool:
    """Whether a message has no word of meaning, but for a year or a number ("et en 2023 ?")."""
    return all(map(str.isdigit, _content(question)))


def says_only(question: str, known: Collection[str]) -> bool:
    """Whether a message has no word of meaning but these."""
    return all(word in known for word in _content(question))


def is_its_own(question: str) -> bool:
    """Whether a message speaks of what belongs to whom was spoken of ("le portable de son directeur")."""
    return not _POSSESSIVES.isdisjoint(words(question))


def asks_of_before(question: str) -> bool:
    """Whether a question wants a figure, a date or a person, and hardly says of what ("combien de membres ?")."""
    return len(_content(question)) <= 1 and not _OF_IT.isdisjoint(expected(question))


def asks_again(question: str) -> bool:
    """Whether a message only wants what was just said once more, with its source or in the other language."""
    folded = fold(question)
    return bool(_SOURCE.search(folded) or _LANGUAGE.match(folded))


def language_asked(question: str) -> str:
    """The language ("fr" or "en") in which a message only wants what was just said, or ""."""
    found = _LANGUAGE.match(fold(question))
    return "" if found is None else "en" if found["english"] else "fr"


def leans_on_before(question: str) -> bool:
    """Whether a question reads as a follow-up: few words that carry meaning, and a pronoun or an opening "et"."""
    content = _content(question)
    if len(content) > _FEW:
        return False
    folded = fold(question).strip()
    if _PROGRAMME.search(folded):
        return False
    pronouns = _ANAPHORA.intersection(re.findall(r"[a-z-]+", folded))
    return bool(_OPENING.match(folded)) or bool(pronouns) or not content


def _content(question: str) -> list[str]:
    """The words of a message that carry meaning, in French or English."""
    return [word for word in words(without_small_words(question)) if word not in STOP_WORDS]


def chosen(message: str, history: Sequence[Turn]) -> str:
    """Give the question that a number or a département's code takes of those just offered ("2", "le 93"), or "".

    A code comes before a number.
    """
    offered = history[-1].choices if history else ()
    number = _NUMBER.fullmatch(fold(message)) if offered else None
    if number is None:
        return ""
    coded = (choice for choice in offered if f"({number[1].upper()})" in choice)
    place = int(number[1]) if number[1].isdecimal() else 0
    return next(coded, offered[place - 1] if 0 < place <= len(offered) else "")
