"""Telephones, addresses, numbers and names taken out of what staff read: who asked is nobody's business there.

A name is known by what introduces it ("je m'appelle…", "Mme…", "cordialement, …"), so that those of organisations and
of public figures, which people ask about, stay.
"""

from __future__ import annotations

import re

_APART = r"[\s.,·/_()–—-]{0,3}"
"""What people write between the figures of a telephone number."""
_CAPITAL = r"(?!(?:Nom|Pr[ée]nom)\b)[^\W\d_a-zß-öø-ÿ][\w’'-]+"
_FURTHER = rf"\s+(?:(?:(?:de\s+)?(?i:la|le)|van|von|el|ben)\s+)*{_CAPITAL}"
_FULL_NAME = rf"{_CAPITAL}(?:{_FURTHER})*"
_NO_NAME = (
    "et je j de du des d à a au en le la les l un une pour qui que est sur dans chez cherche ministre maire préfet "
    "préfète président présidente prénom and the from with for of i"
).split()
_LOWER = rf"(?!(?:{'|'.join(_NO_NAME)})\b)[^\W\d_][\w-]+"
_ANY_NAME = rf"(?:{_FULL_NAME}|{_LOWER}(?:\s+{_LOWER})?)"


def _mask(pattern: str, mask: str) -> tuple[re.Pattern[str], str]:
    """A pattern in pieces, each on its line; what its group "before" holds stays."""
    return re.compile(pattern, re.VERBOSE), mask


_MASKS = (
    _mask(r"(?<!\S)\S+@\S*\w  |  (?<![\w.+-])[\w.+-]+\s@\s[\w-]+(?:\s?\.\s?[\w-]+)+", "[e-mail]"),
    _mask(
        r"""(?<![\w.+-])[\w.+-]+ (?: \s?[(\[{]\s?(?:at|arobase|@)\s?[)\]}]\s? | \sarobase\s )
        [\w-]+ (?: \s?\.\s?[\w-]+ | \s(?:point|dot)\s[\w-]+ )*""",
        "[e-mail]",
    ),
    _mask(r"(?:https?://)?(?:\w+\.)?(?:t\.me|linkedin\.com/in|facebook\.com|instagram\.com)/\S+", "[pseudo]"),
    _mask(r"(?<!\w)@\w{3,}", "[pseudo]"),
    _mask(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b", "[numéro]"),  # of a bank account
    _mask(r"\b[12]\s?\d{2}\s?[01]\d\s?\d[\dAB]\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b", "[numéro]"),  # of social security
    _mask(rf"(?:\+|\b00)\d{{1,3}}(?:{_APART}\d){{6,12}}", "[téléphone]"),
    _mask(rf"(?<!\d)\(?0\)?{_APART}[1-9](?:{_APART}\d){{8}}(?!\d)", "[téléphone]"),
    _mask(r"\d{9,}", "[numéro]"),
    _mask(
        rf"""(?P<before>(?i: \bje\sm\s?['’]?\s?app?el+e | \bmon\s(?:pr[ée])?nom\s(?:de\sfamille\s)?(?:est|c\s?['’]?est)
        | \bmoi,?\sc\s?['’]?est | \bmy\sname(?:\sis|['’]s) | \b(?:pr[ée])?nom\s?: )\s+) {_ANY_NAME}""",
        r"\g<before>[nom]",
    ),
    _mask(rf"(?P<before>\b(?i:mr|mme|mlle|mrs|monsieur|madame|mademoiselle)\.?\s+){_ANY_NAME}", r"\g<before>[nom]"),
    _mask(rf"(?P<before>\b(?:M\.|MM\.|Dr\.?|Me|Ms\.?)\s+){_FULL_NAME}", r"\g<before>[nom]"),
    _mask(
        rf"(?P<before>\b(?i:cordialement|bien\sà\svous|salutations|regards|signé)[\s,:.!]+){_FULL_NAME}",
        r"\g<before>[nom]",
    ),
    _mask(rf"(?P<before>\b(?i:je\ssuis|ici|i\sam|this\sis)\s+){_CAPITAL}(?:{_FURTHER})+", r"\g<before>[nom]"),
    _mask(rf"{_FULL_NAME}(?=\sà\sl['’]appareil)", "[nom]"),
)


def masked(text: str) -> str:
    """A text without the telephones, e-mails, names of people or accounts and long numbers in it."""
    text = " ".join(text.split())
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text
