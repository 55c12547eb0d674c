"""Saved messages (.eml): the text of the body; what is attached is named, since it is not read."""

from __future__ import annotations

import email
import re
from base64 import b64decode
from email import policy
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from string import ascii_letters, digits

from knowledge.errors import SourceError
from knowledge.language import detect
from knowledge.readers import html
from knowledge.readers.clean import date_of_head, date_of_name, decode, squeeze, tidy, title_of_name
from knowledge.readers.limits import Pace, idle
from knowledge.readers.text import plain
from knowledge.readers.titles import LONGEST, sensible
from knowledge.records import Document, Page, Reading

_PREFIX = re.compile(r"^(?:(?:re|tr|fw|fwd)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTED = re.compile(r"(?:^[^>\n]{1,200}\b(?:a écrit|wrote)\s?:\s*\n\s*)?^>.*\n?", re.MULTILINE)
"""Lines of the message that is answered, with the one that says whose it was."""
_REPLY = re.compile(r"\s*r[eé]\s?:", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"^-{2,} ?(?:message d['’]origine|original message) ?-{2,}\s*$"
    r"|^(?:_{10,}\s*)?^(?:De|From) ?: ?.+\n(?:Envoyé|Sent|Date) ?:",
    re.MULTILINE | re.IGNORECASE,
)
"""Where the message answered starts, as some programs write it below the answer."""
_BASE64 = f"{ascii_letters}{digits}+/"
_SENTENCES = re.compile(r"\s*\S.*[.!?:\n]", re.DOTALL)
_DAMAGES = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect)
_DAMAGED = "Le texte du message est abîmé ou coupé : il est lu jusque-là. Vérifiez-en la fin."
_UNREADABLE = "Le texte de ce message est abîmé : enregistrez-le de nouveau depuis la messagerie, ou en PDF."
_NOT_A_MESSAGE = "Ce fichier n’est pas un message : enregistrez-le de nouveau depuis la messagerie, ou en PDF."


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read a message; raises SourceError when it is none, or has no text."""
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    subject, sent = _header(message, "subject"), _date(message)
    if not (subject or sent or _header(message, "from")):
        raise SourceError(_NOT_A_MESSAGE)
    warnings: list[str] = []
    text = _body(message, name, bool(_REPLY.match(subject)), warnings)
    document = Document(
        path=name,
        title=sensible(_PREFIX.sub("", subject)[:LONGEST]) or title_of_name(name),
        date=sent or date_of_head(text) or date_of_name(name),
        language=detect(text[:5_000]),
    )
    attached = [_attachment(part) for part in message.walk() if part.get_content_disposition() == "attachment"]
    if attached and not text.strip():
        raise SourceError(f"Ce message n’a que des pièces jointes ({', '.join(attached)}) : ajoutez-les à part.")
    if attached:
        warnings.append(f"Pièces jointes non lues : {', '.join(attached)}. Ajoutez-les à part.")
    return Reading(document, (Page(text),), tuple(warnings))


def _body(message: EmailMessage, name: str, answers: bool, warnings: list[str]) -> str:
    """The text as it was written, without the messages that it quotes nor answers, and without its signature.

    Raises SourceError when nothing of it is sound.
    """
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        content = _content(part, warnings) if part is not None else ""
        is_page = part is not None and part.get_content_type() == "text/html"
    except SourceError:
        raise
    except Exception as error:  # a damaged structure: the library raises whatever it met
        raise SourceError(_UNREADABLE) from error
    if is_page:
        return html.parsed(tidy(content), name).pages[0].text
    text = _QUOTED.sub("", tidy(content))
    own = _ORIGINAL.split(text)[0] if answers else text
    return plain(_SIGNATURE.split(own if own.strip() else text)[0])


def _content(part: Message, warnings: list[str]) -> str:
    data = part.get_payload(decode=True)
    if any(isinstance(defect, _DAMAGES) for defect in part.defects):
        warnings.append(_DAMAGED)
        return _sound(part)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # an unknown name of encoding, or a wrong one
        return decode(data)


def _sound(part: Message) -> str:
    """The sentences of a body in damaged base64 that stand before the damage; raises SourceError when there is none."""
    written = "".join(str(part.get_payload()).split())
    whole = written[: len(written) - len(written.lstrip(_BASE64))]
    data = b64decode(whole[:-1] if len(whole) % 4 == 1 else whole + "=" * (-len(whole) % 4))
    try:
        text = data.decode(part.get_content_charset() or "utf-8", errors="replace")
    except (LookupError, ValueError):
        text = data.decode(errors="replace")
    sentences = _SENTENCES.match(text.partition("\ufffd")[0])
    if not sentences:
        raise SourceError(_UNREADABLE)
    return sentences[0]


def _header(message: EmailMessage, name: str) -> str:
    try:
        return squeeze(tidy(str(message.get(name) or "")))
    except Exception:  # as above
        return ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _attachment(part: EmailMessage) -> str:
    try:
        return squeeze(tidy(part.get_filename() or "sans nom"))[:80]
    except Exception:  # as above
        return "sans nom"
