"""The ground rules of every model read from YAML: nothing extra, nothing changed later, figures in quotes."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class BareNumber(str):
    """A number that stood in the YAML without quotes."""

    __slots__ = ()


class Strict(BaseModel):
    """Refuses unknown keys and later changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _quoted(value: Any) -> Any:
    if isinstance(value, BareNumber | int | float) and not isinstance(value, bool):
        raise ValueError(f'write {value} in quotes: "{value}"')
    return value


def decimal_of(text: str) -> Decimal:
    """The exact number that a quoted figure stands for; nothing but digits, a sign and one point."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f'"{text}" is not a number')
    if not number.is_finite() or "e" in text.lower() or text != text.strip():
        raise ValueError(f'"{text}" is not a plain number')
    return number


def _figure(value: Any) -> Any:
    return decimal_of(value) if isinstance(_quoted(value), str) else value


def _raw(value: Any) -> Any:
    if isinstance(value, str | bool) or value is None:
        return _quoted(value)
    raise ValueError("write a figure in quotes, or true")


Key = Annotated[str, BeforeValidator(_quoted)]
Figure = Annotated[Decimal, BeforeValidator(_figure)]
RawValue = Annotated[str | bool | Decimal | None, BeforeValidator(_raw)]
