"""The HTTP of the loopback Bot API: reads requests, plays scripted faults, writes replies."""

from __future__ import annotations

import email.parser
import email.policy
import json
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.telegram_rules import RefusalError

if TYPE_CHECKING:
    from tests.botapi import BotApi

Json = dict[str, Any]
_JSON_FIELDS = frozenset(
    "reply_markup reply_parameters link_preview_options results commands scope allowed_updates button entities".split()
)


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method` instead of an answer.

    `reset` cuts the connection; `reset_after` does the work first, then cuts it; with `done` the work is done before
    the status is given; `delay` (seconds) only slows.
    """

    method: str
    times: int = 1
    status: int = 0
    retry_after: int = 0
    description: str = ""
    reset: bool = False
    reset_after: bool = False
    done: bool = False
    delay: float = 0.0

    def body(self) -> bytes:
        if self.status == 502:
            return b"<html><head><title>502 Bad Gateway</title></head><body></body></html>"
        reply: Json = {"ok": False, "error_code": self.status, "description": self.description or "Scripted fault"}
        if self.retry_after:
            reply["description"] = f"Too Many Requests: retry after {self.retry_after}"
            reply["parameters"] = {"retry_after": self.retry_after}
        return json.dumps(reply).encode()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """A bot that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        api: BotApi = self.server.api  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path)
        if path.path.startswith("/file/"):
            name = path.path.rsplit("/", 1)[-1]
            return self._reply(200 if name in api.files else 404, api.files.get(name, b""), "application/octet-stream")
        token, _, method = path.path.removeprefix("/bot").partition("/")
        if token != api.token:
            return self._say({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        fault = api.fault(method)
        if fault:
            time.sleep(fault.delay)
            if fault.reset:
                return self._cut()
            if fault.status and not fault.done:
                return self._fail(fault)
        try:
            result = api.answer(method, self._fields(path.query, body))
        except RefusalError as refused:
            reply: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
            if refused.parameters:
                reply["parameters"] = refused.parameters
            return self._say(reply, refused.code)
        if fault and fault.reset_after:
            return self._cut()
        if fault and fault.done:
            return self._fail(fault)
        return self._say({"ok": True, "result": result}, 200)

    def _fields(self, query: str, body: bytes) -> Json:
        kind = self.headers.get("Content-Type", "")
        fields: Json = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
        if kind.startswith("application/json"):
            fields |= json.loads(body or b"{}")
        elif kind.startswith("multipart/form-data"):
            fields |= dict(_multipart(kind, body))
        else:
            fields |= {name: values[-1] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        for name in _JSON_FIELDS & fields.keys():
            if isinstance(fields[name], str):
                fields[name] = json.loads(fields[name])
        return fields

    def _fail(self, fault: Fault) -> None:
        self._reply(fault.status, fault.body(), "text/html" if fault.status == 502 else "application/json")

    def _say(self, reply: Json, status: int) -> None:
        self._reply(status, json.dumps(reply).encode(), "application/json")

    def _reply(self, status: int, body: bytes, kind: str) -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def _multipart(kind: str, body: bytes) -> Iterator[tuple[str, Any]]:
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = parser.parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = str(part.get_param("name", header="content-disposition"))
        yield name, content if part.get_filename() else content.decode()
