"""The secret key: given by OPENNTM_SECRET_KEY, otherwise made once and kept in the data directory."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from openntm.portal import options

DEMONSTRATION_KEY = "openntm-demonstration-only"  # public on purpose: refused outside the demonstration


def secret_key(home: Path, *, demonstration: bool) -> str:
    given = options.text("SECRET_KEY")
    if given == DEMONSTRATION_KEY and not demonstration:
        raise ImproperlyConfigured("OPENNTM_SECRET_KEY is the demonstration's: choose one of your own")
    return given or kept_key(home / "secret-key")


def kept_key(path: Path) -> str:
    """Made at the first start, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
