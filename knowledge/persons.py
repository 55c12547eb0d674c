"""Contact data of persons in a source: what belongs to their work, and what to their private life."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from knowledge.contents import Content
from knowledge.french import fold, words
from knowledge.readers.directory import Table
from knowledge.records import Actor

_NEAR, _BESIDE = 200, 80
"""Characters on each side of a mobile phone in which an office or an organisation's e-mail address, and in which its
site, say that it is one of work."""
_LABEL = 60

_GAP = r"[ .\-–\u00a0\u202f]{0,3}"
_PHONE = re.compile(
    r"(?<![\d+])(?!\d\d[./-]\d\d[./-](?:19|20)\d\d)"  # which is a date
    rf"(?:\(?(?:\+|00)(?:33|590|594|596|262)\)?{_GAP}(?:\(0\){_GAP})?|0)"
    rf"(?P<first>[1-9])(?:(?:{_GAP}\d\d){{4}}|(?:/\d\d){{4}})(?!\d)"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])([^\W\d_][\w+-]*(?:\.[\w+-]+)*) ?(?:@|[(\[](?:at|a|arobase)[)\]]) ?([\w-]+(?:\.[\w-]+)+)"
)
_SITE = re.compile(
    r"\b(?:https?://|www\.)(?!\S*(?:facebook|instagram|linkedin|whatsapp|wa\.me|t\.me|twitter|x\.com))\S+"
)
_FULL_NAME = re.compile(r"[a-z](?:[a-z]+(?:-[a-z]+)?)?[._][a-z]{2,}(?:-[a-z]+)?\d{0,4}")
_HOME = re.compile(
    r"\b(?:(?:domicile|adresse (?:personnelle|priv[ée]e|perso)) ?[:=–-] ?"
    r"|(?:habit|demeur|r[ée]sid)(?:e|ent|ait|aient|ant) (?:actuellement |toujours )?(?:au |[àa] |[àa] l['’]adresse )?"
    r"|domicili[ée]e?s? (?:au |[àa] )?)"
    r"(\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av|boulevard|bd|chemin|all[ée]e|impasse|place|route|quai|cours|"
    r"square|lotissement|r[ée]sidence)\b[^\n;]{0,60})",
    re.IGNORECASE,
)

_OFFICES = frozenset(
    "accueil accompagnement adherents administration agence agglo aide aides appel artisans asso association atelier "
    "ateliers bonjour bureau cabinet cfa club cluster com commerce commune communaute communication compta conseil "
    "contact contacts dev developpement direction ecole economie emploi entreprise entreprises equipe etablissements "
    "ets eurl europe event evenement fablab federation formation gie greta groupe groupement hello incubateur "
    "industrie info infos ingenierie initiative innovation international lycee mairie manufacture marketing metiers "
    "mission ne noreply numerique office ot pepiniere pole presse projet projets recrutement region reseau rgpd rh "
    "sarl sas sav scop secretariat service services siege societe studio support syndicat team technopole territoire "
    "territoires tourisme transports travaux union usinage usine ville web webmaster dreets dgcl dge "
    "anct cci cma".split()
)
"""Parts of the boxes of offices; from six letters on, wherever they stand ("clubentreprises63")."""
_LONG = 6
_NO_NAMES = frozenset("de du des la le france".split())
"""Parts that names have too, and that most boxes of organisations have for something else."""
_TRADE = re.compile(r"[a-z]{4,}eries?")
"""What is made or sold, in a box: menuiserie, imprimeries."""

_MAILBOXES = frozenset(
    "gmail.com googlemail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr cegetel.net club-internet.fr "
    "numericable.fr noos.fr bbox.fr alice.fr aliceadsl.fr libertysurf.fr voila.fr nordnet.fr tele2.fr "
    "icloud.com me.com mac.com aol.com aol.fr ymail.com rocketmail.com msn.com mail.com caramail.com "
    "proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com mailo.com netcourrier.com".split()
)
_MAILBOX_FAMILIES = re.compile(r"(?:hotmail|outlook|live|yahoo|gmx|yandex)(?:\.[a-z]{2,3}){1,2}")
"""Providers of mailboxes for individuals, and those that have one domain a country."""

_OFFICE = re.compile(
    r"\b(?:(?:vice-?)?president\w*|direct(?:eur|rice)s?|pdg|dg[as]?|drh|daf|charge\w* (?:de|des|d')|responsables?|"
    r"chef\w* (?:de|des|du|d')|delegue\w*|secretaires?|secretariat|tresori\w+|conseill(?:er|ere)s?|"
    r"animat(?:eur|rice)s?|"
    r"coord(?:in|onn)at(?:eur|rice)s?|develop(?:eur|euse|peur|peuse)s?|facilitat(?:eur|rice)s?|format(?:eur|rice)s?|"
    r"instruct(?:eur|rice)s?|gerante?s?|gestionnaires?|dirigeante?s?|referente?s?|attache\w* (?:de|d'|parlementaire)|"
    r"assistante?s?|consultante?s?|ingenieure?s?|technicien\w*|juristes?|comptables?|"
    r"(?:co)?fondat(?:eur|rice)s?|agents? (?:de|d')|maires?|adjointe?s?|prefete?s?|commissaires?|"
    r"(?:contacts?|relations?|service|bureau) (?:de |avec la )?(?:presse|medias?)|standard|astreinte|permanence|"
    r"ceo|managers?|directors?|advis[eo]rs?|head of|press (?:contact|office)|officers?|chair(?:man|woman|person)?)\b"
)
"""What persons are called by their work, folded."""
_BEFORE = re.compile(
    r"\b(?:tel|telephone|mobile|portable|numero|n°|ligne|fixe|mail|mel|courriel|adresse|coordonnees|phone|number)\b"
    r"[^\n;]{0,15}\b(?:perso|personnel(?:le)?s?|privee?s?|domicile|personal|private|home)\b[^\n;]{0,12}$"
    r"|\b(?:perso|personnel|prive|domicile)\s*[:=]\s*$"
)
_AFTER = re.compile(r"\s*[(\[–-]\s*(?:\w+ )?(?:perso|personnel(?:le)?|privee?|domicile)\b")
"""What is said of a contact before and after it, folded, when it is of a private life."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contact data of persons, literal, each once."""

    mobiles: tuple[str, ...] = ()
    """Mobile phones beside an office that is held or an organisation's address."""
    addresses: tuple[str, ...] = ()
    """E-mail addresses at organisations that tell a name."""
    private: tuple[str, ...] = ()
    """Addresses at providers of mailboxes for individuals, other mobile phones, and what is said to be private."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A text that is read in one piece."""

    text: str
    names: frozenset[str] = frozenset()
    """Words by which the organisation that it is about is known."""
    is_work: bool = False
    """Whether all its phones are of work."""


def contacts(read: Content | Table) -> Contacts:
    """The contact data of persons that a document or a table holds.

    Each passage, with its headings, is weighed by itself, and so is each entry of the directory, which is one of an
    organisation.
    """
    found: dict[str, dict[str, None]] = {field.name: {} for field in fields(Contacts)}
    for told in _told(read):
        for kind, value in (*_phones(told), *_addresses(told), *_homes(told.text)):
            found[kind][value] = None
    return Contacts(**{kind: tuple(values) for kind, values in found.items()})


def _told(read: Content | Table) -> Iterator[_Told]:
    if isinstance(read, Content):
        yield _Told(f"{read.document.title}\n{read.document.publisher}")
        yield from (_Told(f"{passage.heading}\n{passage.text}") for passage in read.passages)
    else:
        yield from map(_entry, read.actors)


def _entry(actor: Actor) -> _Told:
    cells = (actor.name, actor.description, actor.contact, actor.verification, *map(" : ".join, actor.extra))
    known = words(" ".join((actor.name, actor.city, *actor.aliases)))
    return _Told("\n".join(cells), frozenset(word for word in known if len(word) > 3), bool(actor.site))


def _phones(told: _Told) -> Iterator[tuple[str, str]]:
    """(kind, phone) of each phone that is a person's."""
    for match in _PHONE.finditer(told.text):
        if _is_said_private(told.text, match):
            yield "private", match[0]
        elif match["first"] in "67":
            yield "mobiles" if told.is_work or _is_of_work(told.text, match) else "private", match[0]


def _addresses(told: _Told) -> Iterator[tuple[str, str]]:
    """(kind, address) of each e-mail address that is a person's."""
    for match in _EMAIL.finditer(told.text):
        box = fold(match[1])
        if _is_an_office(box) or any(word in box for word in told.names):
            continue
        if _is_for_individuals(match[2].lower()) or _is_said_private(told.text, match):
            yield "private", match[0]
        elif _FULL_NAME.fullmatch(box) and not _parts(box) & _NO_NAMES:
            yield "addresses", match[0]


def _homes(text: str) -> Iterator[tuple[str, str]]:
    """(kind, address) of each home."""
    yield from (("private", match[1].strip()) for match in _HOME.finditer(text))


def _is_of_work(text: str, phone: re.Match[str]) -> bool:
    """Whether an office that is held, or an organisation's address, stands near a phone."""
    near, beside = (text[max(0, phone.start() - reach) : phone.end() + reach] for reach in (_NEAR, _BESIDE))
    organisations = (not _is_for_individuals(match[2].lower()) for match in _EMAIL.finditer(near))
    return bool(_OFFICE.search(fold(near)) or _SITE.search(beside)) or any(organisations)


def _is_said_private(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - _LABEL) : found.start()], text[found.end() : found.end() + _LABEL]
    return bool(_BEFORE.search(fold(before)) or _AFTER.match(fold(after)))


def _is_for_individuals(domain: str) -> bool:
    return domain in _MAILBOXES or bool(_MAILBOX_FAMILIES.fullmatch(domain))


def _is_an_office(box: str) -> bool:
    """Whether the part before the at sign, folded, names an office rather than a person."""
    parts = _parts(box)
    if parts & _OFFICES or any(map(_TRADE.fullmatch, parts)):
        return True
    return any(word in box for word in _OFFICES if len(word) >= _LONG)


def _parts(box: str) -> set[str]:
    return set(re.split(r"[\W\d_]+", box))
