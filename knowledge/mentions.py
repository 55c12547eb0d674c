"""Where a text mentions something that could answer: a name, a date, a figure, an address, a reason."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.asking import Kind
from knowledge.french import fold

_MONTHS = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_NUMERALS = (
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|"
    r"cinquante|soixante|cents?|mille|dizaines?|douzaines?|vingtaine|trentaine|quarantaine|cinquantaine|centaines?|"
    r"milliers?|millions?|milliards?|moitié|tiers|quart|double|triple"
)
_FIGURE = rf"(?:(?!0\d)\d+(?:[\s.,\u00a0\u202f]\d+){{0,4}}|(?:{_NUMERALS})\b)"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'&\-]*"
_PERSON = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?\s+(?:d[eu]\s+)?[A-ZÀ-ÖØ-Þ][\w’'\-]+"
_OFFICE = (
    r"(?i:président|vice|direct(?:eur|rice)|fonda(?:teur|trice)|responsable|délégué|maire|chef|ministre"
    r"|director|head|ceo|founder)"
)
_ANY_CASE = re.IGNORECASE
_CALENDAR = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:er)?\s+)?{_MONTHS}(?:\s+\d{{3,4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    r"|(?<![\d,.] )(?:1[5-9]\d\d|20\d\d)(?![\d,.]*\d)(?!\s*(?:[€%]|euros?|m[²2]?\b|personnes|salariés)))\b",
    _ANY_CASE,
)
_DURATION = re.compile(
    r"\b(?:\d+|deux|trois|quatre|cinq|six|dix|vingt|trente) (?:ans?|années?|mois|semaines?|jours?|years?|months?)\b",
    _ANY_CASE,
)
_TIME = re.compile(r"\b(?:temps|ans?|annees?|mois|jours?|semaines?|duree|age|quand|depuis|date|when|long|old|years?)\b")

_PATTERNS: dict[Kind, re.Pattern[str]] = {
    Kind.DATE: re.compile(
        rf"\b(?:(?:\d{{1,2}}(?:er)?\s+)?{_MONTHS}(?:\s+\d{{3,4}})?|1\d{{3}}|20\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
        r"|[IVX]+e\s+siècles?|années?\s\d+|ans?)\b",
        _ANY_CASE,
    ),
    Kind.NUMBER: re.compile(rf"\b{_FIGURE}(?:\s*%)?", _ANY_CASE),
    Kind.AMOUNT: re.compile(
        rf"\b{_FIGURE}\s*(?:(?:millions?|milliards?|milliers?|M|Md|k)\b\s*)?(?:d['’]\s*|de\s+)?"
        r"(?:[€%$£]|(?:euros?|francs?|dollars?|livres?|millions?|milliards?)\b|(?:M|Md|k)€)",
        _ANY_CASE,
    ),
    Kind.PLACE: re.compile(
        r"\b(?:[Àà]|[Aa]ux?|[Ee]n|[Dd]ans|vers|de|du|chez|près|sur|rue|avenue|place|ville|région)\s+"
        rf"(?:la\s|le\s|les\s|l['’])?{_NAME}"
    ),
    Kind.WHO: re.compile(
        rf"(?<![.!?]\s)(?<!^){_NAME}(?:\s+(?:de|du|des|d['’]|la|le|von|van)?\s?{_NAME})*|^{_NAME}(?:\s+{_NAME})+"
    ),
    Kind.OFFICE: re.compile(
        rf"{_PERSON}\s*(?:[,:(–—-]|est|était|is|was)\s*(?:(?:le|la|l['’]|the|son|sa)\s*)?{_OFFICE}"
        rf"|\b{_OFFICE}[^.;]{{0,60}}?(?:,| :|\b(?:est|était|is|was))\s+(?:M\.\s|Mme\s)?{_PERSON}"
        rf"|\b(?:dirigé|présidé|fondé|créé|mené|piloté|commandé)e?s?\s+par\s+(?:M\.\s|Mme\s)?{_PERSON}"
        rf"|{_PERSON}[^.;]{{0,40}}\b(?:dirige|préside|pilote|fonde|(?:a|ont)\s(?:dirigé|présidé|fondé|créé|piloté))\b"
    ),
    Kind.EMAIL: re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"),
    Kind.PHONE: re.compile(
        r"(?<![\d.,])(?:(?:\+33|0033)[\s.\u00a0\u202f]?(?:\(0\))?|0)[1-9](?:[\s.\-\u00a0\u202f]?\d{2}){4}(?!\d)"
        r"|\b08\d{2}(?:[\s.\u00a0\u202f]?\d{3}){2}\b|(?<=\ble )3\d{3}\b|(?<=\bau )3\d{3}\b"
    ),
    Kind.LINK: re.compile(
        r"https?://[^\s)\]>»]+|\bwww\.[^\s)\]>»]+"
        r"|(?<![@\w.\-])[\w\-]+(?:\.[\w\-]+)*\.(?:fr|org|com|eu|net)(?:/[^\s)\]>»]*)?(?![\w@])"
    ),
    Kind.DEFINITION: re.compile(
        r"^[^.:;]{1,90}\b(?:est|sont|était|étaient|désignent?|signifient?|consistent?|constituent?|représentent?)\s+"
        r"(?:à\s|en\s|aussi\s|également\s|donc\s)?(?:une?|le|la|les|l['’]|des|du|ce|celui|celle)\b"
        r"|\bdésigne|\bsignifie|\bveut\sdire|\bconsiste|\bs['’]appelle|\best défini|\bon entend par"
        r"|\bc['’]est[-\s]à[-\s]dire"
        r"|\b(?:is|are) an?\b",
        _ANY_CASE,
    ),
    Kind.LIST: re.compile(
        r":\s|;|,[^,;]+,[^,;]+\b(?:et|ou|and)\b|\bnotamment\b|\btel(?:le)?s?\s+que|\bcomme\b",
        _ANY_CASE,
    ),
    Kind.REASON: re.compile(
        r"\b(?:car|parce|puisque|afin|pour|grâce|en raison|à cause|permet\w*|permis|vise\w*|faute|due?s?|dû|ainsi|donc|"
        r"objectif\w*|but|raison\w*|cause\w*|provoqu\w+|entraîn\w+|conséquen\w+|suite à|so that|because)\b",
        _ANY_CASE,
    ),
    Kind.MANNER: re.compile(
        r"\b(?:en\s+\w+ant|grâce|par|avec|à l['’]aide|au moyen|selon|sous forme|suffit|doi(?:t|vent)|peu(?:t|vent)|faut"
        r"|via)\b",
        _ANY_CASE,
    ),
}


def mentions(kind: Kind, text: str) -> list[str]:
    """Give the pieces of the text that could answer a question of that kind, in order."""
    return [text[start:end] for start, end in _spans(kind, text)]


def ends(kind: Kind, text: str) -> list[int]:
    """Give where each of the pieces that `mentions` gives ends in the text."""
    return [end for _, end in _spans(kind, text)]


def without_durations(text: str, question: str) -> str:
    """The text without its durations ("depuis 20 ans"), which count nothing unless the question is one of time."""
    return text if _TIME.search(fold(question)) else _without_durations(text)


@lru_cache(maxsize=4096)
def _without_durations(text: str) -> str:
    return _DURATION.sub("", text)


@lru_cache(maxsize=16_384)
def _spans(kind: Kind, text: str) -> tuple[tuple[int, int], ...]:
    """Where they stand; the figures of a date count nothing. Kept, since the same sentences are weighed every day."""
    searched = _CALENDAR.sub(_blank, text) if kind == Kind.NUMBER else text
    return tuple(match.span() for match in _PATTERNS[kind].finditer(searched))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
