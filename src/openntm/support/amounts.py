"""What the terms give: whole đồng, never above the cap of one beneficiary."""

from decimal import ROUND_FLOOR, Decimal

from openntm.support.models import SchemeTerms


def amount_of(terms: SchemeTerms, quantity: Decimal, cost: int | None) -> int | None:
    """None where the amount is not published, or the cost that it is a share of is not known."""
    exact = uncapped(terms, quantity, cost)
    if exact is None:
        return None
    whole = int(exact.to_integral_value(ROUND_FLOOR))
    return min(whole, terms.cap_each) if terms.cap_each is not None else whole


def uncapped(terms: SchemeTerms, quantity: Decimal, cost: int | None) -> Decimal | None:
    if not terms.amount_published:
        return None
    if terms.rate is not None:
        return terms.rate * Decimal(quantity)
    return terms.share * cost / 100 if terms.share is not None and cost is not None else None
