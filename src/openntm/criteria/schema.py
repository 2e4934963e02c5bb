"""Turns a document into a model, and the model's complaints into problems with their lines."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from openntm.criteria.loader import Document
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
    place, where = error["loc"], " → ".join(str(step) for step in error["loc"])
    rule, message = _in_words(error)
    return Problem(document.file, document.line_of(place), rule, f"{where}: {message}" if where else message)


def _in_words(error: ErrorDetails) -> tuple[str, str]:
    """Rule and message; the words of the schema library are replaced where an official would not know them."""
    message = error["msg"].removeprefix("Value error, ")
    last = error["loc"][-1] if error["loc"] else ""
    if error["type"] == "missing":
        return ("no-source", "a threshold needs its act") if last == "act" else ("missing", f'"{last}" is missing')
    if error["type"] == "extra_forbidden":
        return "unknown-key", f'the key "{last}" means nothing here'
    if error["type"] == "enum" or error["type"] == "literal_error":
        return "unknown-word", message.replace("Input should be", "this must be")
    if "in quotes" in message:
        return "unquoted-figure", message
    if "unknown unit" in message:
        return "unknown-unit", message
    return "wrong-value", message.replace("Input should be", "this must be")
