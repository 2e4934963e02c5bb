"""A standing code as a page shows it."""

from openntm.codes.models import Code
from openntm.codes.printing.sheets import grouped
from openntm.codes.queries import address_of
from openntm.office.documents.qr import qr


def drawn(code: Code) -> dict[str, str]:
    """What the template `codes/poster.html` asks for, but for what one finds there (`say`)."""
    address = address_of(code.token)
    symbol = qr(address).svg_inline(scale=8, border=4, omitsize=True, svgclass="symbol", lineclass=None)
    return {"symbol": symbol, "token": grouped(code.token), "address": address}
