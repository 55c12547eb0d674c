"""Documents of the web: from public addresses alone, within limits, with where they come from."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.fetching import Fetcher, fetch_all, is_address, is_public
from tests.papers import paper

PDF = paper(["Un texte."])


class Site:
    """A web site on loopback that gives scripted answers by path, and keeps what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers["Host"]))
                status, headers, body = site.pages[self.path]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_address[1]}"

    def page(self, path: str, body: bytes = PDF, kind: str = "application/pdf", **headers: str) -> str:
        self.pages[path] = (200, {"Content-Type": kind, **headers}, body)
        return self.url + path

    def redirect(self, path: str, target: str) -> str:
        self.pages[path] = (302, {"Location": target}, b"")
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=lambda: site.server.serve_forever(0.01))
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join()


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    return Fetcher(tmp_path / "held", loopback, 10, lambda: date(2026, 11, 25))


def loopback(address: str) -> bool:
    """The rule of these tests: loopback is allowed, and nothing else."""
    return address in ("127.0.0.1", "::1")


@pytest.fixture
def fetch(fetcher: Fetcher, tmp_path: Path) -> Callable[[str], Path]:
    return lambda url: fetcher.fetch(url, tmp_path).path


def test_a_document_is_brought_with_its_address_and_the_day(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    url = site.page("/docs/Rapport%20annuel.pdf")
    got = fetcher.fetch(url, tmp_path)
    assert (got.path.name, got.path.read_bytes()) == ("localhost-Rapport-annuel.pdf", PDF)
    note = tomllib.loads(got.note.read_text(encoding="utf-8"))
    assert note == {"url": url, "fetched_on": date(2026, 11, 25)}
    assert site.asked[0][1] == url.split("/")[2], "the site is asked by its name"


def test_what_staff_wrote_in_the_note_is_kept(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held/localhost-a.pdf.toml").write_text('url = "http://vieux"\ntitle = "Le plan"\n')
    note = tomllib.loads(fetcher.fetch(site.page("/a"), tmp_path).note.read_text(encoding="utf-8"))
    assert (note["title"], note["url"]) == ("Le plan", f"{site.url}/a")


@pytest.mark.parametrize(
    ("kind", "path", "name"),
    [
        ("text/html; charset=utf-8", "/", "localhost-accueil.html"),
        ("text/html", "/page.pdf", "localhost-page.html"),
        ("application/octet-stream", "/a.docx", "localhost-a.docx"),
        ("text/plain", "/a.md", "localhost-a.md"),
        ("application/pdf", "/a?b=c", "localhost-a.pdf"),
    ],
)
def test_the_content_type_decides_the_reader(
    site: Site, fetch: Callable[[str], Path], kind: str, path: str, name: str
) -> None:
    assert fetch(site.page(path, b"x", kind)).name == name


def test_redirects_are_followed_and_the_asked_address_is_kept(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    site.page("/b.pdf")
    asked = site.redirect("/a", "/b.pdf")
    got = fetcher.fetch(asked, tmp_path)
    assert got.path.name == "localhost-b.pdf"
    assert asked in got.note.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[fe80::1]/", "file:///etc/passwd"],
)
def test_each_redirect_is_checked(site: Site, fetch: Callable[[str], Path], target: str) -> None:
    with pytest.raises(SourceError, match=r"privé|http"):
        fetch(site.redirect("/a", target))
    assert len(site.asked) == 1


def test_the_usual_rule_refuses_loopback_even_by_name(site: Site, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="réseau privé"):
        Fetcher(tmp_path).fetch(site.page("/a"), tmp_path)
    assert not site.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
    ],
)
def test_public_addresses_are_told_from_the_others(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_too_large_documents_are_refused_whether_they_say_their_size_or_not(
    site: Site, fetch: Callable[[str], Path]
) -> None:
    with pytest.raises(SourceError, match="50 Mo"):
        fetch(site.page("/said", **{"Content-Length": str(60 * 1024**2)}))
    with pytest.raises(SourceError, match="50 Mo"):
        fetch(site.page("/hidden", bytes(51 * 1024**2)))


def test_a_site_that_is_slow_is_left(site: Site, tmp_path: Path) -> None:
    url = site.page("/a", **{"Content-Length": "1000"})
    site.pages["/a"] = (200, {"Content-Type": "application/pdf", "Content-Length": "1000"}, b"x")
    with pytest.raises(SourceError, match=r"lente|répond pas"):
        Fetcher(tmp_path, loopback, 0.5).fetch(url, tmp_path)


@pytest.mark.parametrize(
    ("kind", "status", "words"), [("video/mp4", 200, "video/mp4"), ("application/pdf", 404, "404")]
)
def test_what_is_no_document_is_told(
    site: Site, fetch: Callable[[str], Path], kind: str, status: int, words: str
) -> None:
    url = site.page("/a", b"x", kind)
    site.pages["/a"] = (status, {"Content-Type": kind}, b"x")
    with pytest.raises(SourceError, match=words):
        fetch(url)


def test_endless_redirects_are_left(site: Site, fetch: Callable[[str], Path]) -> None:
    with pytest.raises(SourceError, match="sans cesse"):
        fetch(site.redirect("/a", "/a"))


@pytest.mark.parametrize("url", ["ftp://x.example/a", "http://", "http://[x/", "http://a..b/", "http://x:99999/"])
def test_addresses_that_are_none_are_told(fetch: Callable[[str], Path], url: str) -> None:
    assert is_address(url)
    with pytest.raises(SourceError):
        fetch(url)


def test_one_that_fails_leaves_the_others(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    good, bad = site.page("/a.pdf"), site.redirect("/b", "ftp://x")
    paths, refused = fetch_all(fetcher, [bad, good], tmp_path)
    assert [path.name for path in paths] == ["localhost-a.pdf"]
    assert list(refused) == [bad]


def test_files_are_not_addresses() -> None:
    assert not any(map(is_address, ["rapport.pdf", "C:\\a.pdf", "./http/a.pdf", "a:b"]))
