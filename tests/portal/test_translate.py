"""Every text goes through the catalogues, and every catalogue is complete."""

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from openntm.portal.catalogues import LOCALE

SOURCE = Path(__file__).resolve().parents[2] / "src" / "openntm"
PACKAGES = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
KEYWORDS = {
    **dict.fromkeys(("gettext", "gettext_lazy", "_")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
# The same word in both languages.
SAME = {"Email", "Menu", "OpenNTM", "QR", "Unicode", "API", "CSV", "XLSX", "%(count)s", "%(title)s"}
# Data and sentences that stand in the code in both languages side by side, or invented names.
BOTH_LANGUAGES = {
    *("criteria/reasons.py", "criteria/units.py", "criteria/figures.py", "steering/arithmetic.py"),
    *("steering/queries/targets.py", "places/models/units.py", "places/vietnamese.py", "office/demo.py"),
    *("assessment/measures.py", "assessment/longform.py", "assessment/spoken.py", "assessment/sheets/columns.py"),
    *("assessment/sheets/text.py", "assessment/services/figures.py", "criteria/bulk/numbers.py", "criteria/numbers.py"),
    *("criteria/parsing.py", "criteria/phrases.py", "places/joining.py", "portal/illustration/load.py"),
    *("office/documents/lines.py", "office/documents/word_body.py", "office/documents/word_check.py"),
    *("portal/commands/assess.py", "portal/settings.py", "recognition/reporting.py", "recognition/phrases.py"),
    *("recognition/procedure/guards.py", "recognition/procedure/surveys.py", "recognition/queries/standing.py"),
    *("recognition/services/steps.py", "recognition/services/binding.py", "recognition/services/opinions.py"),
    *("recognition/services/parts.py", "recognition/services/printing.py", "recognition/procedure/schema.py"),
}
# What official documents say, and what invented people write in the demonstration: Vietnamese for every reader.
OFFICIAL = {
    *(str(path.relative_to(SOURCE)) for path in (SOURCE / "portal" / "illustration").glob("*.py")),
    *(str(path.relative_to(SOURCE)) for path in (SOURCE / "recognition" / "documents").glob("*.py")),
    *("recognition/archive/write.py", "recognition/queries/bodies.py", "recognition/queries/documents.py"),
    *("recognition/queries/proofs.py", "recognition/queries/rulings.py", "participation/documents.py"),
    *(str(path.relative_to(SOURCE)) for path in (SOURCE / "works" / "documents").glob("*.py")),
    *("visits/documents.py", "heritage/documents.py", "produce/documents.py", "support/documents.py"),
    "office/documents/bodies.py",
}
NAMES = re.compile("Lục Nam|Hà Nội|Tiếng Việt")


def texts_of(package):
    """(context, first text) → where it stands."""
    found = {}
    for path in sorted((SOURCE / package).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"}:
            continue
        text = path.read_text() if path.suffix == ".py" else templatize(path.read_text())
        for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            key = message[0] if isinstance(message, tuple) else message
            found[context, key] = f"{path.relative_to(SOURCE)}:{line}"
    return found


def catalogues():
    for path in sorted(LOCALE.glob("*/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as text:
            yield path, read_po(text, locale="vi", abort_invalid=True)


CATALOGUES = dict(catalogues())


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_of_a_package_has_its_vietnamese(package):
    known = {
        (message.context, message.id[0] if isinstance(message.id, tuple) else message.id)
        for catalogue in CATALOGUES.values()
        for message in catalogue
        if message.string and not message.fuzzy
    }
    assert not {key: place for key, place in texts_of(package).items() if key not in known}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[2].name)
def test_nothing_is_fuzzy_and_nothing_is_left_in_english(path):
    messages = [message for message in CATALOGUES[path] if message.id]
    assert not [message.id for message in messages if message.fuzzy]
    assert not [message.id for message in messages if not any(strings(message))]
    assert not [message.id for message in messages if message.id in strings(message) and message.id not in SAME]


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[2].name)
def test_each_text_stands_once_in_a_catalogue(path):
    entries = re.findall(r"^msgid ", path.read_text(), re.M)
    assert len(entries) == len(list(CATALOGUES[path]))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[2].name)
def test_translations_keep_their_places_for_values(path):
    for message in CATALOGUES[path]:
        if isinstance(message.id, str):
            wanted = set(re.findall(r"%\(\w+\)s|\{\w+\}", message.id))
            assert wanted == set(re.findall(r"%\(\w+\)s|\{\w+\}", message.string)), message.id


def test_no_template_holds_vietnamese():
    """The page of a failure may not depend on a catalogue: it says both languages itself."""
    paths = [path for path in SOURCE.rglob("templates/**/*.html") if path.name != "500.html"]
    assert not [str(path) for path in paths if VIETNAMESE.search(NAMES.sub("", path.read_text()))]


def test_no_code_holds_vietnamese_that_is_not_data_in_both_languages():
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = str(path.relative_to(SOURCE))
        if name in BOTH_LANGUAGES | OFFICIAL or "migrations" in name:
            continue
        if texts := vietnamese_in(ast.parse(path.read_text())):
            found[name] = texts[:3]
    assert not found


def vietnamese_in(tree):
    """String constants with Vietnamese letters; docstrings speak to developers and may name a commune."""
    documentation = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in documentation)
    return [
        node.value for node in constants if isinstance(node.value, str) and VIETNAMESE.search(NAMES.sub("", node.value))
    ]


@pytest.mark.django_db
def test_the_language_of_an_answer_ends_with_it(client):
    from django.utils import translation

    before = translation.get_language()
    client.cookies["language"] = "en"
    assert client.get("/sets/").headers["Content-Language"] == "en"
    assert translation.get_language() == before
