"""Whether the bot that runs on this machine answers, as a container's health check asks it."""

from __future__ import annotations

from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bot.settings import Settings
from knowledge.errors import BoussoleError

_SECONDS = 10
_ANYWHERE = ("", "0.0.0.0", "::")


def asked_at(settings: Settings) -> str:
    """The address that tells it: of the webhook, else of the figures, else ""."""
    if settings.webhook_url:
        return f"http://127.0.0.1:{settings.webhook_port}/readyz"
    host = "127.0.0.1" if settings.metrics_host in _ANYWHERE else settings.metrics_host
    return f"http://{host}:{settings.metrics_port}/metrics" if settings.metrics_port else ""


def health(settings: Settings) -> str:
    """A sentence where it answers, or where there is nothing to ask; raises BoussoleError where it does not answer."""
    address = asked_at(settings)
    if not address:
        return "Ni WEBHOOK_URL ni METRICS_PORT : il n’y a pas d’adresse à interroger."
    try:
        with urlopen(address, timeout=_SECONDS):
            return f"{address} répond."
    except HTTPError as error:
        raise BoussoleError(f"{address} répond {error.code} : lancez python -m bot doctor.") from error
    except (URLError, OSError) as error:
        raise BoussoleError(f"{address} ne répond pas : le bot tourne-t-il ?") from error
