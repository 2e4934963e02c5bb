"""The QR code of a print-out: as lines for the PDF, as a picture for Word."""

import io

import segno


def qr(address: str) -> segno.QRCode:
    """In capitals, because the code is smaller then; addresses of codes are read in any case."""
    return segno.make_qr(address.upper(), error="q")


def qr_svg(address: str) -> bytes:
    out = io.BytesIO()
    qr(address).save(out, kind="svg", border=4, xmldecl=False, svgns=True, nl=False)
    return out.getvalue()


def qr_png(address: str) -> bytes:
    out = io.BytesIO()
    qr(address).save(out, kind="png", border=4, scale=8)
    return out.getvalue()
