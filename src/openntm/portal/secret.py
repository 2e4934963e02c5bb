"""The secret key: given by OPENNTM_SECRET_KEY, otherwise made once and kept in the data directory."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from openntm.portal import options

DEMONSTRATION_KEY = "openntm-demonstration-only"  # public on purpose: refused outside the demonstration
FILE = "secret-key"


def secret_key(home: Path, *, demonstration: bool) -> str:
    """Reading settings writes nothing: a key that is not kept yet is kept by `keep_key` when the pages are prepared."""
    given = options.text("SECRET_KEY")
    if given == DEMONSTRATION_KEY and not demonstration:
        raise ImproperlyConfigured("OPENNTM_SECRET_KEY is the demonstration's: choose one of your own")
    kept = home / FILE
    return given or (kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(48))


def keep_key(home: Path, key: str) -> None:
    """Readable by its owner alone; a key that is there is never replaced."""
    path = home / FILE
    if path.exists() or options.text("SECRET_KEY"):
        return
    home.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(key)
