"""Runs of words in a message, and the signs around them that they name a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.french import STOP_WORDS, fold
from knowledge.records import Place

_REMEMBERED = 64
"""Messages whose folded text is kept: one is looked through several times on its way to an answer."""
LARGE_TOWN = 10_000
"""Inhabitants from which a name means the town rather than its département."""
_COMPARABLE, _CLOSE = 10, 5
"""How many times smaller a commune called so for short may be to be offered, and a homonym to be asked about."""

_SUBJECTS = frozenset("il elle on qui ki ca y en ne n j l s tu".split())
"""Words after which "a" is a verb."""
_SETTLED = frozenset(
    """
    base basee bases basees situe situee situes situees installe installee installes installees habite habitons suis
    sommes implante implantee implanter usine entreprise boite societe startup atelier siege pme vis vit vivons
    travaille bosse installer localise localisee
    """.split()
)
"""Words after which a bare "a" is the preposition."""
_BESIDE = frozenset(
    """
    a au aux chez moi nous je j suis sommes en de du d l la le les sur dans region ville commune departement bonjour
    salut hello c est et ici in near at the habite vers pres
    """.split()
)
"""Words that may stand beside a name that is the whole message."""
_STRONG = frozenset("vers pres proche proches near around at in from autour cote".split())
_AROUND = frozenset(
    """
    pres proche ville commune cote autour close metropole pays bassin agglo agglomeration vallee arrondissement environs
    alentours peripherie universite univ chu fac iut campus gare
    """.split()
)
"""What lies around or in a town, before "de" ("bassin de Lacq", "université de Tours")."""
_PRAISE = frozenset("so very really super trop how is s pretty c est".split())
_WEAK = frozenset("de d du des a en dans sur pour to of and et ou la le region secteur".split())
_TOKEN = re.compile(r"[^\W_]+")
_CODE_AFTER = re.compile(
    r"[\s,-]*(\()?\s*(?P<code>0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-46])\b"
    r"(?(1)(?:(?<=97\d)|(?=\s*[),;]))|(?:\s*(?=[\s?!.,;)]*$)|(?=\s+(?:terr|est|tdi|is))|(?=\s*[),;])))"
)
"""A number in brackets, before a comma, that ends the message, or that stands before what is asked of the commune."""

_QUEBEC_AFTER = re.compile(
    r"(?:\s*[,(]\s*|\s+)(?:province d[eu] )?(?:quebec|canada|qc)\b|\s+(?:au|dans le) (?:quebec|canada)\b"
)
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
"""Prepositions that hold an article."""
_LEADS = frozenset("la le les l dans en".split())
"""Small words that lead from a commune to what it lies in."""
_SIGNING = frozenset("merci cordialement salutations thanks regards cheers".split())
_BEFORE_A_SIGNATURE = _SIGNING | frozenset("journee soiree avance bientot thank you".split())
"""Last words before a name that signs a message."""
_OBJECTS = frozenset("au la le les un une l du des mon ma mes son sa ses notre nos".split())
"""Words that open what a verb is done to."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a message names."""

    place: Place
    text: str
    """As the message writes it."""
    start: int = 0
    end: int = 0
    others: tuple[Place, ...] = ()
    """Homonyms of the place, most populous first."""
    corrected: bool = False
    """True where the spelling had to be guessed."""
    anchored: bool = False
    """True where a preposition of place or a code makes it sure."""

    @property
    def area(self) -> bool:
        """Whether it is a département or a région."""
        return self.place.kind in {"département", "région"}

    @property
    def rivals(self) -> tuple[Place, ...]:
        """Homonyms, and communes called so for short, large enough to be offered beside the place."""
        return tuple(rival for rival in self.others if self._is_rival(rival))[:3]

    def _is_rival(self, other: Place) -> bool:
        called, size = plain(self.text), self.place.population
        if other.name == self.place.name:
            return other.population * _CLOSE > size
        if not plain(other.name).startswith(f"{called} "):
            return False
        return other.population * (_COMPARABLE if plain(self.place.name) != called else 1) > size

    @property
    def ambiguous(self) -> bool:
        """Whether one of them is so large that asking is fairer than assuming."""
        return any(rival.population * _CLOSE > self.place.population for rival in self.rivals)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message, and its key (folded, "st" opened into "saint", "ds" into "dans")."""

    key: str
    text: str
    start: int
    end: int

    @property
    def small(self) -> bool:
        """Whether it is a stop word."""
        return self.key in STOP_WORDS


class Span:
    """A run of words in a message, and the signs around it that it is a place."""

    def __init__(self, text: str, words: list[Word], start: int, length: int) -> None:
        self.text, self.words = text, words[start : start + length]
        self._all, self._start = words, start
        self._before = words[start - 1] if start else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the run may be the name of; "au Havre" is also "Le Havre"."""
        name = " ".join(word.key for word in self.words)
        article = _CONTRACTED.get(self._before.key if self._before else "")
        return (f"{article} {name}", name) if article else (name,)

    @cached_property
    def contracted(self) -> bool:
        """Whether "au", "du", "aux" or "des" stands before, which holds an article that is no part of the name."""
        return self._before is not None and self._before.key in _CONTRACTED

    @cached_property
    def whole(self) -> bool:
        """Whether nothing else than small words stands beside it."""
        inside = set(range(self._start, self._start + len(self.words)))
        return all(word.key in _BESIDE for i, word in enumerate(self._all) if i not in inside)

    @cached_property
    def strong(self) -> bool:
        """Whether a preposition of place stands before."""
        if self._before is None:
            return False
        before = self._before.key
        earlier = [word.key for word in self._all[max(0, self._start - 3) : self._start - 1]]
        if self._before.text.lower() in {"à", "au", "aux"} or before in _STRONG:
            return not (before in {"in", "at", "from"} and self.words[0].key in STOP_WORDS)
        if before in {"de", "d", "du", "des", "to"}:
            return bool(
                {"pres", "proche", "ville", "commune", "cote", "autour", "close", "metropole", *_AROUND}
                & set(earlier[-1:])
            )
        if before == "a":
            return not earlier or earlier[-1] in _SETTLED or self._last
        return before in {"sur", "chez"} and self._last

    @cached_property
    def after_a(self) -> bool:
        """Whether "à" stands before, or an "a" that may be one: no subject of a verb is before it."""
        if self._before is None or self._before.key != "a":
            return False
        return self._start < 2 or self._all[self._start - 2].key not in _SUBJECTS

    @cached_property
    def _last(self) -> bool:
        return self._start + len(self.words) == len(self._all)

    @cached_property
    def weak(self) -> bool:
        """Whether a word that often precedes a place stands before."""
        return self._before is not None and self._before.key in _WEAK

    @cached_property
    def first(self) -> bool:
        """Whether it opens the message or a sentence, where a capital says nothing."""
        return self._before is None or bool(re.search(r"[.!?:;\n]\s*$", self.text[: self.words[0].start]))

    @cached_property
    def capital(self) -> bool:
        """Whether its words are capitalised (a message all in capitals says nothing)."""
        shouted = self.text.isupper() and len(self._all) > 2
        content = [word for word in self.words if word.key not in STOP_WORDS] or self.words
        return not shouted and content[0].text[:1].isupper() and content[-1].text[:1].isupper()

    @cached_property
    def titled(self) -> bool:
        """Whether its article has a capital too, which opens no sentence ("location de bateaux, Le Marin")."""
        return self.capital and not self.first and len(self.words) > 1 and self.words[0].text[:1].isupper()

    @cached_property
    def completed(self) -> bool:
        """Whether what follows says of what it is, as of a common noun ("la vallée de l'Arve", "le port du Havre")."""
        after = self._all[self._start + len(self.words) :][:1]
        return bool(after) and after[0].key in {"de", "du", "d", "des"} and self.text[after[0].start - 1] == " "

    @cached_property
    def before_code(self) -> bool:
        """Whether a code of département or a postcode follows ("Plan (38)")."""
        return bool(re.match(r"\s*\(?\s*\d{2,5}\b", self.text[self.words[-1].end :]))

    @cached_property
    def code(self) -> str:
        """The code of département written right after it ("Évry (91)", "saint denis 93"), "" if there is none."""
        found = _CODE_AFTER.match(fold(self.text[self.words[-1].end :]))
        return found["code"].upper() if found else ""

    @cached_property
    def trailing(self) -> bool:
        """Whether it closes a message of two or three words, after a word that carries meaning ("verre cognac")."""
        return self._last and len(self._all) <= 3 and self._before is not None and not self._before.small

    @cached_property
    def closing(self) -> bool:
        """Whether it closes the message, after a word that carries meaning and leads to no name that signs."""
        if not self._last or self._before is None or self._before.key in _BEFORE_A_SIGNATURE:
            return False
        return not self._before.small

    @cached_property
    def signs(self) -> bool:
        """Whether it ends the message as the name of who signs ("cordialement, Lavergne")."""
        return self._last and self._before is not None and self._before.key in _SIGNING

    @cached_property
    def stopping(self) -> bool:
        """Whether a comma or the like follows it, or nothing, after a word that carries meaning."""
        return self.paused and self._before is not None and not self._before.small

    @cached_property
    def alone(self) -> bool:
        """Whether it stands between commas, or after one at the end."""
        after, before = self.text[self.words[-1].end :], self.text[: self.words[0].start]
        return bool(re.search(r"[,(/–]\s*$", before) and re.match(r"\s*(?:[,):/–.?!]|$)", after))

    @cached_property
    def between(self) -> bool:
        """Whether it stands between commas, or before a colon, and in no list of names ("Albert, Fatou et moi")."""
        listed = re.match(r"\s*,\s*[A-ZÀ-Ý][a-zà-ÿ]", self.text[self.words[-1].end :])
        return self.alone and not self._last and not listed

    @cached_property
    def sentence(self) -> bool:
        """Whether it is a sentence of its own that ends the message, and no signature ("on nous copie. Laguiole")."""
        ended = re.search(r"[.!?]\s*$", self.text[: self.words[0].start])
        return self._last and self._before is not None and bool(ended) and self._before.key not in _BEFORE_A_SIGNATURE

    @cached_property
    def of_time(self) -> bool:
        """Whether an hour is meant ("à l'eure actuelle")."""
        before = [word.key for word in self._all[max(0, self._start - 2) : self._start]]
        return before == ["a", "l"]

    @cached_property
    def opening(self) -> bool:
        """Whether it opens the message, before a comma or a colon ("Vitré, logistique")."""
        return self._before is None and bool(re.match(r"\s*[,:]", self.text[self.words[-1].end :]))

    @cached_property
    def has_object(self) -> bool:
        """Whether what a verb is done to follows ("a vire la moitié")."""
        after = self._all[self._start + len(self.words) :][:1]
        return bool(after) and after[0].key in _OBJECTS and not self.paused

    @cached_property
    def paused(self) -> bool:
        """Whether a comma or the like follows, or nothing."""
        return bool(re.match(r"\s*(?:[,;:.!?)]|$)", self.text[self.words[-1].end :]))

    @cached_property
    def following(self) -> tuple[str, ...]:
        """The words right after it, up to three, without what leads to them ("drome" after "saint vallier")."""
        after = self._all[self._start + len(self.words) :][:4]
        return tuple(word.key for word in after if word.key not in _LEADS)[:3]

    @cached_property
    def in_quebec(self) -> bool:
        """Whether Québec or Canada is named right after it ("Laval, province de Québec")."""
        return bool(_QUEBEC_AFTER.match(fold(self.text[self.words[-1].end :])))

    @cached_property
    def hyphenated(self) -> bool:
        """Whether it is a part of a longer word ("Mont" in "Mont-Blanc")."""
        after, before = self.text[self.words[-1].end :], self.text[: self.words[0].start]
        return bool(re.match(r"-[^\W\d_]", after) or re.search(r"[^\W\d_]-$", before))

    @cached_property
    def apart(self) -> bool:
        """Whether it closes the message after a comma or a bracket, or after a word or two ("cercueils, Vosges")."""
        return self._last and (self.trailing or bool(re.search(r"[,(/–-]\s*$", self.text[: self.words[0].start])))

    @cached_property
    def area(self) -> bool:
        """Whether what precedes fits a département or a région: "dans l'", "en", "département de la"."""
        before = [word.key for word in self._all[max(0, self._start - 4) : self._start]]
        nearest = [key for key in before if key not in {"l", "la", "le", "les", "the"}][-1:]
        if set(before[-4:]) & {"departement", "dept", "dpt", "dep"}:
            return True
        if nearest in (["dans"], ["en"]) or (before[-2:] == ["in", "the"] and self.capital):
            following = self._all[self._start + len(self.words) :][:1]
            return not (following and following[0].key in {"de", "du", "d", "valley"})
        return False

    @cached_property
    def exclaimed(self) -> bool:
        """Whether it is said with pleasure rather than as a name: "Nice !", "so nice", "nice work"."""
        after = self.text[self.words[-1].end :]
        if self.whole and len(self.words) == len(self._all):
            return bool(re.match(r"\s*!", after))
        if self.strong or self.area or self.before_code:
            return False
        praised = self._before is not None and self._before.key in _PRAISE
        return praised or (not self.words[0].text[0].isupper() and self._before is None and not self._last)

    def points_at_town(self, population: int) -> bool:
        """Whether a name of both a commune and a département means the commune here."""
        near = self.strong and not (self._before and self._before.key == "in")  # "growers in Anjou"
        return not self.area and (near or population >= LARGE_TOWN)

    @cached_property
    def article(self) -> bool:
        """Whether a definite article stands before."""
        return self._before is not None and self._before.key in {"l", "la", "le", "les", "du"}

    def mention(self, place: Place, others: tuple[Place, ...] = ()) -> Mention:
        """Give the run as the mention of a place."""
        start, end = self.words[0].start, self.words[-1].end
        return Mention(place, self.text[start:end], start, end, others, anchored=self.strong or self.area)


def words_of(text: str) -> list[Word]:
    """Give the words of a message, in order."""
    return [Word(_expanded(fold(m[0])), m[0], *m.span()) for m in _TOKEN.finditer(text)]


def _expanded(word: str) -> str:
    return {"st": "saint", "ste": "sainte", "sts": "saints", "ds": "dans"}.get(word, word)


@lru_cache(_REMEMBERED)
def folded_in_place(text: str) -> str:
    """Give a text folded character by character, so that positions stay ("œ" is "o")."""
    return "".join(fold(one)[:1] or " " for one in text)


def found_by(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans that a pattern finds in a text: of its last group by name, where one matched."""
    return [found.span(found.lastgroup or 0) for found in pattern.finditer(text)]


def plain(name: str) -> str:
    """Give a name as Span.names writes it."""
    return " ".join(word.key for word in words_of(name))
