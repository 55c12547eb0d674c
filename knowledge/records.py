"""The records that travel between modules. Frozen, and importing nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """One source file of text.

    Dates are ISO 8601 strings of any precision ("2018", "2018-09", "2018-09-20") or "" where unknown,
    since publications often say no more than a month.
    """

    path: str
    """Path inside the sources folder, with forward slashes: the document's identity."""
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = "fr"
    valid_until: str = ""
    limits: bool = False
    """True for a sheet that lists what the base does not know: what it matches is an abstention."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page: paragraphs parted by blank lines, headings as Markdown `#` lines."""

    text: str
    number: int | None = None
    """1-based page number, or None for a format that has no pages."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives for a document file: its description and its pages, in order."""

    document: Document
    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()
    """What staff should know of the reading, in French sentences; nothing in it stops the publication."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The piece of a document that is indexed and quoted. `text` is literal."""

    id: str
    """Hash of the document's path, the page, the heading and the text (32 hexadecimal digits)."""
    document: Document
    text: str
    heading: str = ""
    """Headings above the passage, from the outermost, joined by " > "."""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question; a higher score is better, within one question only."""

    passage: Passage
    score: float
    coverage: float = 0.0
    """Share, 0 to 1, of the question's weight (rare words weigh more) that the passage holds."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence of an answer comes from. `quote` is literal text of the passage."""

    document: Document
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One directory entry. Empty strings and tuples mean "not known"."""

    id: str
    name: str
    kind: str
    """One of `knowledge.directory.KINDS` ("pôle de compétitivité", "cluster", …)."""
    regions: tuple[str, ...] = ()
    """Current region names, or ("France entière",)."""
    city: str = ""
    themes: tuple[str, ...] = ()
    description: str = ""
    site: str = ""
    contact: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False
    verified_on: str = ""
    verification: str = ""
    """In words: which fields were confirmed, or "à vérifier"."""
    valid_until: str = ""
    latitude: float | None = None
    longitude: float | None = None
    extra: tuple[tuple[str, str], ...] = ()
    """Columns that the schema does not know, kept as (column, value) and searchable."""
    departments: tuple[str, ...] = ()
    """Codes of the only départements of these regions that it serves, if it does not serve all."""

    @property
    def reachable(self) -> bool:
        """Whether the entry says how to reach it."""
        return bool(self.site or self.contact)


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """An actor that a question calls for, and why."""

    actor: Actor
    score: float
    why: tuple[str, ...] = ()
    """Short reasons in the asker's language, best first."""
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, département, région or point."""

    kind: str
    """"commune", "département", "région" or "point"."""
    name: str
    code: str = ""
    """INSEE code of the commune, département or région."""
    department: str = ""
    """Département code."""
    region: str = ""
    """Current region name."""
    postcodes: tuple[str, ...] = ()
    population: int = 0
    epci: str = ""
    """SIREN of the intercommunalité (or of the commune's EPT in the Grand Paris)."""
    latitude: float | None = None
    longitude: float | None = None
    departments: tuple[str, ...] = ()
    """Codes of the départements of a former region: of the present one they alone are meant."""


@dataclass(frozen=True, slots=True)
class Territory:
    """One Territoire d'industrie of one phase of the programme."""

    id: str
    name: str
    phase: str
    """"2018-2022" or "2023-2027"."""
    region: str
    departments: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Names of the member intercommunalités (and of single communes)."""
    sirens: tuple[str, ...] = ()
    status: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation, oldest first in a history."""

    question: str
    answer: str
    search: str = ""
    """What was in fact searched for (the question made standalone)."""
    actors: tuple[str, ...] = ()
    """Ids of the actors that were shown."""
    kilometres: tuple[float | None, ...] = ()
    """How far each is from the place of the search or the shared location; None, or none at all, where unknown."""
    choices: tuple[str, ...] = ()
    """Questions that were offered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says. `text` marks what supports it with [1], [2]…: 1-based into `citations`."""

    question: str
    text: str
    language: str
    """"fr" or "en": the language of the interface words; documents are quoted as they are."""
    abstained: bool = False
    citations: tuple[Citation, ...] = ()
    actors: tuple[ActorMatch, ...] = ()
    choices: tuple[str, ...] = ()
    """Questions that the person may tap instead, when theirs was ambiguous (homonymous communes)."""
    edition: int = 0
    milliseconds: float = 0.0
    search: str = ""
    """What was searched for, once the question was made standalone."""
    mode: str = field(default="extractive")
    tokens_in: int = 0
    """What a language model read for this answer, attempts in vain included; 0 where none was called."""
    tokens_out: int = 0
    """What it wrote, shown or not."""
    tokens_estimated: bool = False
    """True where the provider did not tell all of it, so that some was reckoned from the texts."""
    failed: bool = False
    """True where a language model was asked in vain, so that this is the literal answer."""

    @property
    def quotes_other_language(self) -> bool:
        """Whether all that it quotes is French where it speaks English, or the other way round."""
        quoted = {citation.document.language for citation in self.citations}
        return bool(quoted) and quoted <= {"fr", "en"} - {self.language}
