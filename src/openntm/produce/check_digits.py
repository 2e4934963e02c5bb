"""Whether a number of GS1 (GTIN, GLN) is written right."""


def has_check_digit(number: str, *lengths: int) -> bool:
    """Digits of one of the lengths whose last one follows from the others."""
    if not (number.isascii() and number.isdecimal()) or len(number) not in lengths:
        return False
    weighed = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(reversed(number)))
    return weighed % 10 == 0
