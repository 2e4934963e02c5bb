"""Why a key or an address is refused, each reason in the reader's own words."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class LinkRefused(ValueError):
    """`words` take their values from what was given to the error."""

    words: Any = _("This is no GS1 Digital Link.")

    def __init__(self, **given: Any) -> None:
        super().__init__(type(self).__name__, given)
        self.given = given

    def __str__(self) -> str:
        return str(self.words) % self.given


class NotALink(LinkRefused):
    words = _("A GS1 Digital Link begins with https:// or http:// and holds a key such as /01/ in its path.")


class MissingValue(LinkRefused):
    words = _("The key (%(key)s) has no value behind it.")


class UnknownKey(LinkRefused):
    words = _("“%(key)s” is no key of GS1 that may stand at this spot.")


class AliasUsed(LinkRefused):
    words = _("“%(key)s” is an old short name: write the number (%(number)s) in its place.")


class DuplicateKey(LinkRefused):
    words = _("The key (%(key)s) stands twice.")


class OutOfOrder(LinkRefused):
    words = _("The key (%(key)s) stands behind (%(after)s); the order is %(order)s.")


class WrongCharacter(LinkRefused):
    words = _("The sign “%(sign)s” is not allowed in (%(key)s).")


class NotDigits(LinkRefused):
    words = _("(%(key)s) holds digits alone; “%(sign)s” is none.")


class TooLong(LinkRefused):
    words = _("(%(key)s) has %(length)s signs, at most %(most)s are allowed.")


class WrongLength(LinkRefused):
    words = _("(%(key)s) has %(length)s digits in place of %(wanted)s.")


class WrongDigit(LinkRefused):
    words = _("The check digit of (%(key)s) is wrong: %(found)s in place of %(right)s. Was a digit mistyped?")


class NotADate(LinkRefused):
    words = _("(%(key)s) is a day written YYMMDD; “%(value)s” is none.")


class WrongEscape(LinkRefused):
    words = _("A percent sign is followed by two hexadecimal digits, as %%2F for a stroke.")
