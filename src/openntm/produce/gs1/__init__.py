"""Keys of GS1 and the web addresses that carry them (GS1 Digital Link): pure, every refusal with its own words."""

from openntm.produce.gs1.digital_link import CANONICAL, DigitalLink, build, normalised, parse
from openntm.produce.gs1.keys import KEYS, check_digit, checked, gtin14, has_right_digit
from openntm.produce.gs1.refused import LinkRefused

__all__ = [
    "CANONICAL",
    "KEYS",
    "DigitalLink",
    "LinkRefused",
    "build",
    "check_digit",
    "checked",
    "gtin14",
    "has_right_digit",
    "normalised",
    "parse",
]
