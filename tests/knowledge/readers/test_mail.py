"""Saved messages: what was written, when, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers import read
from knowledge.records import Reading

BODY = "Bonjour,\n\nLe fonds est ouvert jusqu’en juin.\n\n> Le 3 mai, X écrivait\n> bonjour\n\n-- \nJean\n"


def message(text: str = BODY, subtype: str = "plain", subject: str = "RE: Le fonds vert") -> EmailMessage:
    found = EmailMessage()
    found["Subject"], found["From"] = subject, "a@example.fr"
    found["Date"] = "Fri, 03 May 2024 10:00:00 +0200"
    found.set_content(text, subtype=subtype)
    return found


def reading(folder: Path, data: bytes) -> Reading:
    (folder / "a.eml").write_bytes(data)
    return read(folder / "a.eml", "documents/a.eml")


def test_the_body_is_read_without_quotes_and_signature(tmp_path: Path) -> None:
    got = reading(tmp_path, bytes(message()))
    assert got.pages[0].text == "Bonjour,\n\nLe fonds est ouvert jusqu’en juin."
    assert (got.document.title, got.document.date) == ("Le fonds vert", "2024-05-03")
    assert not got.warnings


def test_the_line_that_names_whom_one_quotes_goes_with_the_quote(tmp_path: Path) -> None:
    got = reading(tmp_path, bytes(message("Le fonds est ouvert.\n\nLe 3 mai, Anne a écrit :\n\n> Bonjour\n\nMerci.\n")))
    assert got.pages[0].text == "Le fonds est ouvert.\n\nMerci."


@pytest.mark.parametrize("mark", ["-----Message d’origine-----", "________________________________"])
def test_what_an_answer_repeats_below_is_left_out_but_not_what_is_forwarded(tmp_path: Path, mark: str) -> None:
    body = f"Le fonds est ouvert.\n\n{mark}\nDe : Anne\nEnvoyé : lundi\n\nLe fonds ouvre-t-il ?\n"
    assert reading(tmp_path, bytes(message(body))).pages[0].text == "Le fonds est ouvert."
    assert "ouvre-t-il" in reading(tmp_path, bytes(message(body, subject="TR: Le fonds"))).pages[0].text


def test_a_web_body_is_read_as_a_page_and_attachments_are_named(tmp_path: Path) -> None:
    mail = message("<h1>Le fonds</h1><p>Il est ouvert.</p>", "html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="règlement.pdf")
    got = reading(tmp_path, bytes(mail))
    assert got.pages[0].text == "# Le fonds\n\nIl est ouvert."
    assert "règlement.pdf" in got.warnings[0]


def test_plain_text_is_preferred_and_old_encodings_are_read(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Été"
    mail.set_content("Texte d'été.", charset="iso-8859-1", cte="quoted-printable")
    mail.add_alternative("<p>page</p>", subtype="html")
    got = reading(tmp_path, bytes(mail))
    assert (got.pages[0].text, got.document.title) == ("Texte d'été.", "Été")


def test_a_message_that_only_carries_files_names_them(tmp_path: Path) -> None:
    mail = message("\n")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="règlement.pdf")
    with pytest.raises(SourceError, match=r"règlement\.pdf"):
        reading(tmp_path, bytes(mail))


@pytest.mark.parametrize("data", [b"Subject: vide\n\n", b"Ceci n'est pas un message."])
def test_what_is_no_message_or_has_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError):
        reading(tmp_path, data)


def in_base64(body: str) -> bytes:
    """A message whose body is this text in base64, on lines of 76 characters."""
    mail = EmailMessage()
    mail["Subject"] = "Le fonds vert"
    mail.set_content(body, cte="base64")
    return bytes(mail)


LONG = "Le fonds vert est ouvert jusqu’en juin. " * 8 + "Il est doté de 2 M€.\n"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-150] + b"\xe9**\xe9" + data[-146:],
        lambda data: data[:-150],
        lambda data: data[:-150] + b"\n\x00\x01 coupure du relais\n",
    ],
    ids=["other signs within", "cut", "a relay's remark"],
)
def test_a_body_in_damaged_base64_is_read_up_to_the_damage_and_it_is_said(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    got = reading(tmp_path, damage(in_base64(LONG)))
    text = got.pages[0].text
    assert LONG.startswith(text)
    assert text.endswith("juin.")
    assert "doté" not in text
    assert "abîmé ou coupé" in got.warnings[0]


def test_a_remark_after_a_whole_body_costs_none_of_it(tmp_path: Path) -> None:
    got = reading(tmp_path, in_base64(LONG) + b"\n__________\nListe de diffusion (d\xe9sabonnement)\n")
    assert got.pages[0].text == LONG.strip()


@pytest.mark.parametrize("body", [b"***", b"\xff\xff\xff\xff", b"A"])
def test_a_body_of_which_nothing_is_sound_is_told_to_be_damaged(tmp_path: Path, body: bytes) -> None:
    head = in_base64("x").partition(b"\n\n")[0]
    with pytest.raises(SourceError, match="abîmé"):
        reading(tmp_path, head + b"\n\n" + body)


MAIL = message("<p>Le fonds</p>", "html")
MAIL.add_attachment(b"x", maintype="application", subtype="pdf", filename="r.pdf")
SAMPLE = bytes(MAIL)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_damaged_message_gives_a_reading_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    damaged = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))
    with suppress(SourceError):
        reading(tmp_path_factory.mktemp("x"), bytes(damaged[:cut] if data.draw(st.booleans()) else damaged))
