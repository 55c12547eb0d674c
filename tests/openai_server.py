"""A server in the shape of OpenAI's, for chat and embeddings, on loopback, that plays a script.

Each request takes the next reply of the script (the last one is played again) and is kept in `requests`.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """Writes the text in pieces. `cut` closes the connection after them, `hold` waits for the event before the last."""

    text: str
    finish: str = "stop"
    usage: tuple[int, int] | None = (100, 20)
    cut: bool = False
    hold: threading.Event | None = None
    refusal: str = ""


@dataclass(frozen=True)
class Fails:
    """Answers with an HTTP error, in OpenAI's shape."""

    status: int
    message: str = "broken"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sends:
    """Answers 200 with these very bytes as an event stream, packed if `packing` says how ("gzip")."""

    raw: bytes
    packing: str = ""


@dataclass(frozen=True)
class Events:
    """Streams these pieces of an answer as they are: each a "delta", with more keys of its event beside it."""

    pieces: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Strict:
    """Gives the answer, but refuses a request that has one of these parameters, naming it (or in these very words)."""

    answer: Says
    refused: Sequence[str]
    says: str = ""
    status: int = 400


@dataclass(frozen=True)
class Whole:
    """Answers a stream request as any other: with the whole answer in one JSON object."""

    answer: Says


@dataclass(frozen=True)
class Waits:
    """Says nothing until the event is set."""

    event: threading.Event


@dataclass(frozen=True)
class Pings:
    """Opens the stream, then sends comments and nothing else until the event is set."""

    event: threading.Event


@dataclass(frozen=True)
class Embeds:
    """Gives each text the vector that `vector` makes of it, `dropped` of the last ones left out."""

    vector: Callable[[str], Sequence[float]]
    dropped: int = 0


Step = Says | Fails | Sends | Events | Strict | Whole | Waits | Pings | Embeds


class OpenAIServer(ThreadingHTTPServer):
    """The server; `script` may be changed between requests."""

    daemon_threads = True

    def __init__(self, script: Sequence[Step]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        """What LLM_BASE_URL or EMBEDDING_BASE_URL would hold."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    @property
    def texts(self) -> list[str]:
        """Every text that was to be embedded, in order."""
        return [text for body in self.requests if "input" in body for text in _texts(body["input"])]

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep the tests' output quiet where a client left before the end; anything else is a fault of the script."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def next_step(self) -> Step:
        """The reply to this request."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def serving(*script: Step) -> Iterator[OpenAIServer]:
    """Run the server in a thread for the time of the block."""
    server = OpenAIServer(script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: OpenAIServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers.get("authorization", ""))
        self._play(self.server.next_step(), body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output quiet."""

    def _play(self, step: Step, body: dict[str, Any]) -> None:
        match step:
            case Fails():
                self._fail(step)
            case Strict() if named := next((name for name in step.refused if name in body), None):
                self._fail(Fails(step.status, step.says or f"Unrecognized request argument supplied: {named}"))
            case Strict():
                self._play(step.answer, body)
            case Sends():
                self._open("text/event-stream", headers={"content-encoding": step.packing} if step.packing else {})
                self.wfile.write(step.raw)
            case Events():
                self._events(step)
            case Waits():
                step.event.wait(60)
            case Pings():
                self._begin()
                while not step.event.wait(0.02):
                    self._chunk(b": ping\n\n")
            case Embeds():
                self._embed(step, body["input"])
            case Whole():
                self._whole(step.answer)
            case Says() if body.get("stream"):
                self._stream(step)
            case Says():
                self._whole(step)

    def _open(self, kind: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"content-type": kind, "connection": "close", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def _fail(self, step: Fails) -> None:
        self._open("application/json", step.status, step.headers)
        self.wfile.write(json.dumps({"error": {"message": step.message, "code": step.status}}).encode())

    def _events(self, step: Events) -> None:
        self._begin()
        for index, piece in enumerate(step.pieces):
            more = {name: value for name, value in piece.items() if name not in ("delta", "finish_reason")}
            last = "stop" if index == len(step.pieces) - 1 else None
            choice = {"index": 0, "delta": piece["delta"], "finish_reason": piece.get("finish_reason", last)}
            self._event({"choices": [choice], **more})
        self._end()

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def _end(self) -> None:
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _stream(self, step: Says) -> None:
        self._begin()
        pieces = _pieces(step.text)
        for index, piece in enumerate(pieces):
            if step.hold and index == len(pieces) - 1:
                step.hold.wait(60)
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
        if step.cut:
            return
        delta = {"refusal": step.refusal} if step.refusal else {}
        self._event({"choices": [{"index": 0, "delta": delta, "finish_reason": step.finish}]})
        if step.usage:
            self._event({"choices": [], "usage": _usage(step.usage)})
        self._end()

    def _event(self, event: dict[str, Any]) -> None:
        whole = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "test", **event}
        self._chunk(b"data: " + json.dumps(whole).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _whole(self, step: Says) -> None:
        choice = {"index": 0, "message": {"role": "assistant", "content": step.text}, "finish_reason": step.finish}
        answer = {"id": "x", "object": "chat.completion", "created": 1, "model": "test", "choices": [choice]}
        self._open("application/json")
        self.wfile.write(json.dumps(answer | ({"usage": _usage(step.usage)} if step.usage else {})).encode())

    def _embed(self, step: Embeds, given: str | list[str]) -> None:
        vectors = [list(step.vector(text)) for text in _texts(given)]
        kept = vectors[: len(vectors) - step.dropped]
        data = [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(kept)]
        self._open("application/json")
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        self.wfile.write(json.dumps({"object": "list", "data": data, "model": "test", "usage": usage}).encode())


def _texts(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _usage(usage: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}


def _pieces(text: str, size: int = 12) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)] or [""]
