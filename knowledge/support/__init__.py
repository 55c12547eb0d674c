"""Whether a passage supports a sentence: first what can be compared to the letter, then all that their words tell.

A check is a question that a careful reader would ask: are the figures, dates, names and links in the passage, do they
belong together there, does the sentence deny or oblige where the passage does not?
`why_not` names the first that fails.
"""

from __future__ import annotations

from knowledge.support import letter, parties, scope, together, weighing
from knowledge.support.claims import read
from knowledge.support.quoted import Evidence

CHECKS = (
    ("contact", letter.contacts),
    ("figure", letter.figures),
    ("date", letter.dates),
    ("name", letter.names),
    ("count", together.counts),
    ("swap", together.beside),
    ("pairing", together.dated),
    ("swap", parties.order),
    ("doer", parties.doers),
    ("swap", together.attached),
    ("swap", parties.renamed),
    ("duty", scope.duties),
    ("duty", scope.options),
    ("rate", scope.rates),
    ("doubt", scope.doubted),
    ("date", scope.seasons),
    ("universal", letter.universal),
    ("hedge", letter.hedged),
    ("exact", letter.exact),
)
"""Each check by the name that a dropped sentence is given, in the order in which they are made."""


def why_not(sentence: str, passage: Evidence, enough: float = weighing.ENOUGH) -> str:
    """Why the passage does not support the sentence ("figure", "name"…), or "" where it does.

    `enough` is how unlikely, 0 to 1, what their words tell may make it.
    """
    claims = read(sentence)
    if any(claims.tokens == literal.tokens for literal in passage.sentences):
        return ""
    for name, holds in CHECKS:
        if not holds(claims, passage):
            return name
    return weighing.words(claims, passage, enough)
