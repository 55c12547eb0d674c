"""Titles that a file states of itself, when they are titles: software leaves others there."""

from __future__ import annotations

import re

from knowledge.readers.clean import squeeze, tidy

LONGEST = 200
_SHORTEST = 3
_FEWEST_LETTERS = 0.4
"""Share of a title's characters that are letters, but for spaces."""
_LEFT_BY_SOFTWARE = re.compile(
    r"^(?:microsoft|adobe|photoshop|libreoffice|openoffice|quarkxpress|powerpoint)\b|\bpowerpoint$|^[a-z]:\\|^/|^file:|^~"
    r"|\.(?:docx?|indd|pptx?|pdf|od[tps]|xlsx?|qxp|ai|rtf|tex|dvi|e?ps|html?|txt|tmp|jpe?g|png)(?:\s*[-–(].*)?$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\W*(?:anonymous|untitled|unnamed|unknown|no[ _-]?title|no[ _-]?name|sans[ _-]?(?:titre|nom)|inconnue?|none|null"
    r"|undefined|todo|test|oops|titre|title|sujet|subject|(?:titre|title|nom) (?:du|of the|of) document|new document"
    r"|(?:nouveau )?document|(?:nouvelle )?pr[ée]sentation|slide|diapositive|page|feuille?|classeur|doc|accueil|home)"
    r"\W*\d*\W*",
    re.IGNORECASE,
)
_TEMPORARY = re.compile(
    r"(?:tmp|temp|scan|scanned|img|image|dsc|fichier|file|export|output|download|numérisation)[\s_.-]*(?=\S*\d)[\w.-]*"
    r"|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|\S*_\S*|(?=\S*\d)[0-9a-f]{8,}",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[(<{][^\])>}]*[\])>}]?")


def sensible(stated: str) -> str:
    """The title on one line, or "" for one that nobody wrote: a placeholder, the name of a file, what decodes badly."""
    title = squeeze(tidy(stated))
    marks = title.replace(" ", "")
    if not _SHORTEST <= len(title) <= LONGEST or "\ufffd" in title or title.startswith("þÿ"):
        return ""
    if sum(map(str.isalpha, marks)) < _FEWEST_LETTERS * len(marks):
        return ""
    if any(pattern.fullmatch(title) for pattern in (_PLACEHOLDER, _TEMPORARY, _BRACKETED)):
        return ""
    return "" if _LEFT_BY_SOFTWARE.search(title) else title
