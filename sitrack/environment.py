"""Typed readers of the process environment that fail loudly when half set."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from sitrack.core.single_sign_on.providers import Provider, providers_from

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
SHORTEST_TOKEN = 24


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding white space."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no; anything that is neither is an error."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return word in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, not below the least."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of at least {least}, not {value!r}."
        )
    return int(value)


def required(name: str, *, default: bool) -> bool:
    """Whether a thing is required and not optional; any other word is an error."""
    value = text(name).lower()
    if value not in {"required", "optional", ""}:
        raise ImproperlyConfigured(
            f"{name} must be required or optional, not {value!r}."
        )
    return value == "required" if value else default


def folder(name: str) -> Path | None:
    """A folder that is there; None when unset."""
    value = text(name)
    if not value:
        return None
    if not Path(value).is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder, and {value!r} is none.")
    return Path(value).resolve()


def words(name: str, default: str = "") -> list[str]:
    """A list, comma-separated in the environment."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, *, fallback: str, required: bool) -> str:
    """A secret; the fallback serves only where none is required."""
    value = text(name)
    if value:
        return value
    if required:
        raise ImproperlyConfigured(f"{name} must be set: this is not a demonstration.")
    return fallback


def token(name: str) -> str:
    """A word that opens something to whoever shows it, too long to be guessed; empty
    when unset."""
    value = text(name)
    if value and len(value) < SHORTEST_TOKEN:
        raise ImproperlyConfigured(
            f"{name} must have at least {SHORTEST_TOKEN} characters."
        )
    return value


def contact(name: str) -> str:
    """Where somebody can be reached, as an address that a browser opens; empty when
    unset."""
    value = text(name)
    if value and not value.startswith(("mailto:", "https://", "tel:")):
        raise ImproperlyConfigured(
            f"{name} must start with mailto:, https:// or tel:, not {value!r}."
        )
    return value


def socket_address(name: str) -> str | tuple[str, int] | None:
    """A server's address: ``tcp://host:port`` or ``unix:///path``; None when unset."""
    value = text(name)
    if not value:
        return None
    parts = urlsplit(value)
    try:
        if parts.scheme == "unix" and parts.path and not parts.netloc:
            return parts.path
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return parts.hostname, parts.port
    except ValueError:
        pass  # the port is none
    raise ImproperlyConfigured(
        f"{name} must be like tcp://host:3310 or unix:///path, not {value!r}."
    )


def providers(name: str, *, local: bool) -> tuple[Provider, ...]:
    """Who signs people in elsewhere; none when unset."""
    return providers_from(text(name), local=local)


def database(name: str, *, folder: Path) -> dict[str, Any]:
    """Django's settings for the database that a URL names; SQLite when unset.

    Accepts ``sqlite:///file`` and ``postgres://user:password@host:port/name``.
    """
    url = text(name) or f"sqlite:///{folder / 'sitrack.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/") or str(folder / "sitrack.sqlite3"))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name} must start with sqlite: or postgres:, not {parts.scheme}:"
        )
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database.")
    return _postgresql(parts, dict(parse_qsl(parts.query)))


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path if Path(path).is_absolute() else f"/{path}",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728"
            ),
        },
    }


def _postgresql(parts: Any, query: dict[str, str]) -> dict[str, Any]:
    options: dict[str, Any] = {
        "pool": {"min_size": 2, "max_size": 8, "timeout": 10},
        "options": "-c statement_timeout=15000 -c lock_timeout=3000"
        " -c idle_in_transaction_session_timeout=30000",
    }
    if "sslmode" in query:
        options["sslmode"] = query["sslmode"]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
