"""Turns a document into a model, and the model's complaints into problems with their lines."""

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from openntm.criteria.loader import Document, Path
from openntm.criteria.problems import Problem, SetRefused

M = TypeVar("M", bound=BaseModel)


def read_model(model: type[M], document: Document) -> M:
    """The document as `model`; refused with every problem found so far."""
    if not isinstance(document.content, dict) and "root" not in model.model_fields:
        raise SetRefused([*document.problems, Problem(document.file, 1, "wrong-value", "the file is no criteria set")])
    try:
        found = model.model_validate(document.content)
    except ValidationError as error:
        raise SetRefused([*document.problems, *(_problem(document, e) for e in error.errors())])
    if document.problems:
        raise SetRefused(document.problems)
    return found


def _problem(document: Document, error: ErrorDetails) -> Problem:
    path = (*error["loc"], *error.get("ctx", {}).get("path", ()))
    where = " → ".join(_steps(document, path))
    rule, message = _in_words(error)
    return Problem(document.file, document.line_of(path), rule, f"{where}: {message}" if where else message)


def _steps(document: Document, path: Path) -> Iterator[str]:
    """The way to a value: what stands in a list goes by its id, or by its place counted from 1."""
    inside = document.content
    for step in path:
        try:
            inside = inside[step]
        except (KeyError, IndexError, TypeError):
            inside = None
        if not isinstance(step, int):
            yield str(step)
        else:
            yield str(inside["id"] if isinstance(inside, dict) and "id" in inside else step + 1)


def _in_words(error: ErrorDetails) -> tuple[str, str]:
    """Rule and message; the words of the schema library are replaced where an official would not know them."""
    kind, message = error["type"], error["msg"].removeprefix("Value error, ")
    last = error["loc"][-1] if error["loc"] else ""
    if kind == "missing":
        return ("no-source", "a threshold needs its act") if last == "act" else ("missing", f'"{last}" is missing')
    if kind == "extra_forbidden":
        return "unknown-key", f'the key "{last}" means nothing here'
    if kind in ("enum", "literal_error"):
        return "unknown-word", message.replace("Input should be", "this must be")
    for words, rule in (("in quotes", "unquoted-figure"), ("unknown unit", "unknown-unit")):
        if words in message:
            return rule, message
    plain = next((words for start, words in _PLAIN.items() if kind.startswith(start)), None)
    return "wrong-value", f"this must be {plain}" if plain else message.replace("Input should be", "this must be")


_PLAIN = {
    "date": "a day, written 2022-03-08",
    "dict": "a list of lines KEY: VALUE",
    "model_type": "a list of lines KEY: VALUE",
    "tuple": "a list, written [a, b]",
    "bool": "true or false",
    "string": "a text",
    "int": "a whole number",
}
