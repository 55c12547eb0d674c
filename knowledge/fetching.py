"""Documents on the web: fetched with care, since an address can lead anywhere."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from knowledge.errors import SourceError
from knowledge.readers import DOCUMENT_SUFFIXES, check_size, sidecar
from knowledge.readers.limits import TooSlow, at_most

Allow = Callable[[str], bool]
"""Says whether an IP address may be reached."""

SECONDS = 60.0
"""For the whole of one address, its redirects included."""
_MOST_REDIRECTS = 5
_FORMATS = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "message/rfc822": ".eml",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
_SLOW = "L’adresse {url} est trop lente : téléchargez le document, puis ajoutez-le."
_WITH_LOGIN = "Cette adresse contient un mot de passe : téléchargez le document, puis ajoutez le fichier."
_AGENT = "Boussole (base documentaire)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document brought to the disk, and the note that says where it comes from."""

    path: Path
    note: Path


def is_address(text: str) -> bool:
    """Whether an argument is an address rather than a file."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", text) is not None


def without_login(url: str) -> str:
    """An address without the name and the password that it may hold: these are never written nor shown."""
    scheme, slashes, rest = url.partition("://")
    place, mark, path = re.match(r"([^/?#]*)([/?#]?)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{scheme}{slashes}{place.rpartition('@')[2]}{mark}{path}"


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet: not a private, loopback or link-local one, whatever hides it."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = (
        (found.ipv4_mapped, found.sixtofour, (found.teredo or (None, None))[1])
        if isinstance(found, ipaddress.IPv6Address)
        else ()
    )
    if isinstance(found, ipaddress.IPv6Address) and found in ipaddress.ip_network("64:ff9b::/96"):
        return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast and all(is_public(str(each)) for each in inner if each)


class Fetcher:
    """Fetches documents over HTTP. Only addresses that `allow` accepts are connected to."""

    def __init__(
        self,
        held: Path,
        allow: Allow = is_public,
        seconds: float = SECONDS,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`held` is the folder of the documents: what staff wrote in a note there is kept."""
        self._held = held
        self._allow = allow
        self._seconds = seconds
        self._today = today

    def fetch(self, url: str, folder: Path) -> Fetched:
        """Bring a document into the folder, with its note; raises SourceError in one French sentence."""
        try:
            with at_most(self._seconds):
                return self._followed(url, folder)
        except TooSlow as error:
            raise SourceError(_SLOW.format(url=url)) from error

    def _followed(self, url: str, folder: Path) -> Fetched:
        asked, deadline = url, time.monotonic() + self._seconds
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._get(url, deadline)
            if not isinstance(answer, str):
                return self._kept(asked, *answer, folder=folder)
            url = urljoin(url, answer)
        raise SourceError(f"L’adresse {asked} renvoie sans cesse ailleurs : téléchargez le document, puis ajoutez-le.")

    def _get(self, url: str, deadline: float) -> str | tuple[str, str, bytes]:
        """The address that this one leads to, or its own final address, content type and content."""
        host, ip = self._resolved(url)
        target = httpx.URL(url).copy_with(host=ip, username="", password="", fragment=None)
        request = httpx.Request(
            "GET",
            target,
            headers={"Host": _host_header(url), "User-Agent": _AGENT, "Accept-Encoding": "identity"},
            extensions={"sni_hostname": host},
        )
        try:
            # The address was resolved and checked here, and none else is connected to: a name cannot change meanwhile.
            with httpx.Client(timeout=min(20.0, self._seconds), trust_env=False) as client:
                response = client.send(request, stream=True)
                try:
                    if response.has_redirect_location:
                        return str(response.headers["location"])
                    if response.status_code != httpx.codes.OK:
                        raise SourceError(f"L’adresse {url} répond « {response.status_code} » : vérifiez-la.")
                    return url, response.headers.get("content-type", ""), _content(url, response, deadline)
                finally:
                    response.close()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            why = f"L’adresse {url} ne répond pas ({type(error).__name__}) : réessayez plus tard."
            raise SourceError(why) from error

    def _resolved(self, url: str) -> tuple[str, str]:
        """Host of an address, and the IP address to connect to; raises SourceError when one of them is not public."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise SourceError(f"L’adresse {url} est mal écrite.") from error
        if parts.scheme not in ("http", "https") or not host:
            raise SourceError(f"L’adresse {url} ne convient pas : elle doit commencer par http:// ou https://.")
        try:
            found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SourceError(f"Le site {host} est introuvable : vérifiez l’adresse et la connexion.") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(map(self._allow, addresses)):
            raise SourceError(f"L’adresse {url} mène à un réseau privé : elle est refusée.")
        return host, addresses[0].partition("%")[0]

    def _kept(self, asked: str, url: str, kind: str, content: bytes, folder: Path) -> Fetched:
        suffix = _suffix(url, kind)
        path = folder / f"{_name(url)}{suffix}"
        path.write_bytes(content)
        note = path.with_name(f"{path.name}.toml")
        note.write_text(
            f"url = {_quoted(asked)}\n{sidecar.FETCHED} = {self._today().isoformat()}\n{self._said(note.name)}",
            encoding="utf-8",
        )
        return Fetched(path, note)

    def _said(self, name: str) -> str:
        """What staff wrote in the note of this name, its address and its day apart."""
        try:
            lines = (self._held / name).read_text(encoding="utf-8").splitlines(keepends=True)
        except (OSError, ValueError):
            return "# À compléter au besoin : title, publisher, date, valid_until\n"
        return "".join(line for line in lines if not re.match(rf"(?:url|{sidecar.FETCHED})\s*=", line))


def _content(url: str, response: httpx.Response, deadline: float) -> bytes:
    declared = response.headers.get("content-length", "")
    check_size(int(declared) if declared.isdigit() else 0)
    content = bytearray()
    for part in response.iter_bytes(65_536):
        content += part
        check_size(len(content))
        if time.monotonic() > deadline:
            raise SourceError(_SLOW.format(url=url))
    return bytes(content)


def _suffix(url: str, content_type: str) -> str:
    """The extension that the content type calls for, or that the address shows where the type says nothing."""
    kind = content_type.partition(";")[0].strip().lower()
    shown = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    if kind in _VAGUE and shown in DOCUMENT_SUFFIXES:
        return shown
    if kind == "text/plain" and shown in (".md", ".markdown"):
        return shown
    if kind not in _FORMATS:
        raise SourceError(
            f"L’adresse {url} donne un contenu « {kind or 'inconnu'} », non pris en charge : "
            "donnez celle d’une page, d’un PDF ou d’un document Word."
        )
    return _FORMATS[kind]


def _name(url: str) -> str:
    """A file name from an address: its host and the end of its path."""
    parts = urlsplit(url)
    last = PurePosixPath(unquote(parts.path)).name
    stem = PurePosixPath(last).stem if PurePosixPath(last).suffix.lower() in DOCUMENT_SUFFIXES else last
    words = re.sub(r"[^\w.-]+", "-", f"{(parts.hostname or '').removeprefix('www.')}-{stem or 'accueil'}").strip("-.")
    return words[:100]


def _host_header(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    return f"{host}:{parts.port}" if parts.port else host


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\' or ord(c) == 127 else c for c in text)
    return f'"{escaped}"'


def fetch_all(fetcher: Fetcher, urls: Iterable[str], folder: Path) -> tuple[list[Path], dict[str, str]]:
    """Fetch several documents: the files brought, and why the others could not be, by address."""
    paths: list[Path] = []
    refused: dict[str, str] = {}
    for number, url in enumerate(urls):
        if (bare := without_login(url)) != url:
            refused[bare] = _WITH_LOGIN
            continue
        try:
            place = folder / str(number)
            place.mkdir()
            paths.append(fetcher.fetch(url, place).path)
        except SourceError as error:
            refused[url] = str(error)
    return paths, refused
