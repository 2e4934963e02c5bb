"""Reads YAML the strict way: strings stay strings, duplicate keys are refused, every value knows its line."""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from openntm.criteria.problems import Problem, SetRefused
from openntm.criteria.types.strict import BareNumber

Path = tuple[str | int, ...]
_NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
_AMBIGUOUS = {"yes", "no", "on", "off", "y", "n"}
_MOST_VALUES = 200_000
_MOST_BYTES = 5_000_000
_PLAIN = {"null": None, "~": None, "": None, "true": True, "false": False}


@dataclass
class Document:
    """What a file says, and on which line it says it."""

    file: str
    content: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of the nearest thing above `path` that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, line: int, rule: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, rule, message))


def read_document(path: FilePath | str) -> Document:
    """The file as lists and dicts of strings, `true`, `false` and nothing, with the problems it has."""
    document = Document(str(path))
    try:
        root = yaml.compose(_text(FilePath(path)), Loader=_LOADER)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise SetRefused([Problem(str(path), 1, "unreadable", f"the file cannot be read: {error}")])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SetRefused([Problem(str(path), line, "syntax", f"this is no YAML: {error.problem or error.context}")])
    except (yaml.YAMLError, RecursionError) as error:
        raise SetRefused([Problem(str(path), 1, "syntax", f"this is no YAML: {str(error).splitlines()[0]}")])
    if root is not None:
        document.content = _value(root, (), document, frozenset())
    return document


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _text(path: FilePath) -> str:
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError(f"larger than {_MOST_BYTES:,} bytes")
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))


def _value(node: yaml.Node, path: Path, document: Document, above: frozenset[int]) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in above or len(document.lines) > _MOST_VALUES:
        raise SetRefused([Problem(document.file, node.start_mark.line + 1, "syntax", "too deep or too large")])
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, above | {id(node)})
    if isinstance(node, yaml.SequenceNode):
        inner = above | {id(node)}
        return [_value(item, (*path, place), document, inner) for place, item in enumerate(node.value)]
    if not isinstance(node, yaml.ScalarNode):
        raise SetRefused([Problem(document.file, node.start_mark.line + 1, "syntax", "an unknown kind of value")])
    return _scalar(node)


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:  # plain is None in one reader, "" in the other
        return text
    if text.lower() in _PLAIN and text in (text.lower(), text.capitalize(), text.upper()):
        return _PLAIN[text.lower()]
    return BareNumber(text) if node.tag in _NUMBERS else text


def _mapping(node: yaml.MappingNode, path: Path, document: Document, above: frozenset[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _key(key_node, line, document)
        if key in found:
            document.refuse(line, "duplicate-key", f'the key "{key}" stands here twice')
        document.lines[(*path, key)] = line
        found[key] = _value(value_node, (*path, key), document, above)
    return found


def _key(node: yaml.Node, line: int, document: Document) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise SetRefused([Problem(document.file, line, "syntax", "a key must be a plain word")])
    key: str = node.value
    if not node.style and (key.lower() in _AMBIGUOUS or key.lower() in _PLAIN or node.tag in _NUMBERS):
        document.refuse(line, "unquoted-key", f'write the key {key} in quotes: "{key}"')
    return key
