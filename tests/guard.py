"""Keeps a Python process, and those that it starts, from reaching anything but this machine, and counts the attempts.

Under the name `sitecustomize` at the head of PYTHONPATH it is loaded before anything else, so it needs nothing of ours.
It sees what goes through Python's sockets: connections, datagrams and the resolving of names.
"""

from __future__ import annotations

import ipaddress
import os
import sys

_NAMES = {"", "localhost", "ip6-localhost"}


def is_here(host: object) -> bool:
    """True for this machine: a loopback address, its names, a path of a Unix socket."""
    if host is None:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text in _NAMES or text.startswith(("/", "\0")):
        return True
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _host(event: str, arguments: tuple[object, ...]) -> object:
    """Where an event leads to; None where it leads nowhere."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        return arguments[0]
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
    elif event == "socket.getnameinfo":
        address = arguments[0]
    else:
        return None
    return address[0] if isinstance(address, tuple) else address


def watch(log: str) -> None:
    """Refuse, and write down, whatever leads away from here."""

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket.") and not is_here(host := _host(event, arguments)):
            with open(log, "a", encoding="utf-8") as attempts:  # noqa: PTH123 – pathlib may not be there yet
                attempts.write(f"{os.getpid()} {event} {host!r}\n")
            raise PermissionError(f"{event} leads away from this machine")

    sys.addaudithook(heard)


if __name__ == "sitecustomize" and (_log := os.environ.get("GUARD_LOG")):
    watch(_log)
    with open(f"{_log}.processes", "a", encoding="utf-8") as _started:  # noqa: PTH123
        _started.write(f"{os.getpid()}\n")
