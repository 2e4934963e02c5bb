"""Compiles every `locale/<package>/<language>/LC_MESSAGES/django.po` to the .mo beside it, when it is older."""

import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[3] / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """The catalogues that were compiled; safe when several processes do it at once."""
    stale = [po for po in sorted(locale.glob("*/*/LC_MESSAGES/django.po")) if is_stale(po)]
    for po in stale:
        compile_one(po)
    return stale


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def compile_one(po: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as text:
        catalogue = read_po(text, locale=po.parents[1].name)
    handle, name = tempfile.mkstemp(dir=po.parent, suffix=".mo-part")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, catalogue)
    Path(name).chmod(0o644)
    Path(name).replace(po.with_suffix(".mo"))
