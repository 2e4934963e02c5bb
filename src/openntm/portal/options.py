"""Options from the environment, each read by a typed function that refuses a wrong value at start-up."""

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "OPENNTM_"
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(PREFIX + name, default).strip()


def matching(name: str, pattern: str, default: str) -> str:
    value = text(name, default)
    if not re.fullmatch(pattern, value):
        raise ImproperlyConfigured(f"{PREFIX}{name}={value!r}: write it as {default}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{PREFIX}{name}={value!r}: use 1 or 0")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{PREFIX}{name}={value!r}: use a whole number from {least} to {most}")
    return int(value)


def day(name: str) -> date | None:
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{PREFIX}{name}={value!r}: write the day as 2023-12-31") from None


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def chosen(name: str, known: frozenset[str], default: str = "", needs: Mapping[str, str] | None = None) -> list[str]:
    """`needs`: the other option without which a choice cannot be made."""
    given = names(name, default)
    if wrong := [one for one in given if one not in known]:
        raise ImproperlyConfigured(f"{PREFIX}{name}={wrong[0]!r}: use {', '.join(sorted(known))} or leave it empty")
    if lacking := [(one, needs[one]) for one in given if needs and one in needs and not text(needs[one])]:
        raise ImproperlyConfigured(f"{PREFIX}{name}={lacking[0][0]!r}: set {PREFIX}{lacking[0][1]} as well")
    return given


def one_of(name: str, known: frozenset[str], default: str) -> str:
    """Never none: an empty value is refused as a wrong one is."""
    value = text(name, default)
    if value not in known:
        raise ImproperlyConfigured(f"{PREFIX}{name}={value!r}: use {' or '.join(sorted(known))}")
    return value


def origins(name: str) -> list[str]:
    given = names(name)
    if wrong := [origin for origin in given if not origin.startswith(("https://", "http://"))]:
        raise ImproperlyConfigured(f"{PREFIX}{name}={wrong[0]!r}: write it as https://ntm.example.vn")
    return given


def origin(name: str) -> str:
    """One address without a path, as every printed code begins with it."""
    given = text(name).rstrip("/")
    parts = urlsplit(given)
    if given and (parts.scheme not in {"https", "http"} or not parts.netloc or parts.path or parts.query):
        raise ImproperlyConfigured(f"{PREFIX}{name}={given!r}: write it as https://ntm.example.vn")
    return given


def address(name: str, example: str) -> str:
    """Where something is sent; it may hold a key, so no sentence repeats it."""
    given = text(name)
    if given and not is_address(given):
        raise ImproperlyConfigured(f"{PREFIX}{name}: write it as {example}, with neither name nor password in it")
    return given


def is_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
        _ = parts.port  # refuses a wrong one
    except ValueError:
        return False
    is_plain = given.isascii() and given.isprintable() and " " not in given and "@" not in parts.netloc
    return is_plain and parts.scheme in {"https", "http"} and bool(parts.hostname) and not parts.fragment


def secret(name: str) -> str:
    given = text(name)
    if not re.fullmatch(r"[!-~]*", given):
        raise ImproperlyConfigured(f"{PREFIX}{name}: use letters, digits and signs without marks and spaces")
    return given


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def database(url: str, fallback: Path) -> dict[str, object]:
    """Django's settings of one database: SQLite at `fallback`, or the PostgreSQL that `url` names."""
    if not url:
        return sqlite(fallback)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{PREFIX}DATABASE_URL: use postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }


def sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
