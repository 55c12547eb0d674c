"""French as an index sees it: folding, tokens, stems, sentences. Pure functions of their text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("french")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "ʼ": "'", "`": "'"})


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that drops combining marks, filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        """Keep any other character."""
        kept = None if unicodedata.combining(chr(code)) else code
        self[code] = kept
        return kept


_WITHOUT_MARKS = _Marks()
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")
_TOKEN = re.compile(r"[a-z0-9]+(?:[.,](?=\d)\d+)*(?:&[a-z]+)?")

STOP_WORDS = frozenset(
    """
    a ai aie aient aient ait alors apres as au aucun aussi autre autres aux avais avait avant avec avez avoir
    avons ayant c ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans
    de des du depuis donc dont elle elles en encore entre es est et etaient etait etant ete etes etre eu eux
    fait faire fais font fut furent ici il ils j je l la laquelle le les lequel lesquels lesquelles leur leurs
    lors lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut
    peuvent peux plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera
    seront ses si sien soi soit son sont sous sur t ta tandis te tel telle tels telles tes toi ton tous tout
    toute toutes tres tu un une vers voici voila vos votre vous y etc svp combien ou aujourdhui actuellement
    maintenant stp bonjour merci cb cbien conbien kombien kel kelle kels kelles ki koi kwa ds pr avc pdt tt tte
    tjs bcp dc vs versus jveux jvx chui jai sert servent kan qd pk pkoi cmt koman cest veux voudrais veut dois doit faut
    suis ya dedans mr mrs mme
    """.split()
)


def fold(text: str) -> str:
    """Lower case without accents, ligatures opened and apostrophes straight ("L’Œuvre" -> "l'oeuvre")."""
    if text.isascii():
        return text.replace("`", "'").lower()
    return unicodedata.normalize("NFKD", text.translate(_LIGATURES)).translate(_WITHOUT_MARKS).lower()


def words(text: str) -> list[str]:
    """Folded words and numbers in order, elisions removed ("l'industrie" -> "industrie"), stop words kept."""
    return _TOKEN.findall(_ELISION.sub(" ", fold(text).replace("aujourd'hui", "aujourdhui")))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball's French stem of a folded word; numbers and words of three letters or fewer stay as they are."""
    return word if len(word) <= 3 or word[0].isdigit() else str(_STEMMER.stemWord(word))


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order: what BM25 indexes."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
