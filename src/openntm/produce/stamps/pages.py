"""The public pages of stamps, made once for each lot, state, language and day; what differs by code is filled in."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy, override
from django.utils.translation import gettext as _

from openntm.codes.scanning.pages import COUNTED, GROUPED, TOKEN, WARNED, Page, laid_out, sign
from openntm.office.wording import number_text
from openntm.produce.stamps.content import content_of, lot_of, past_use
from openntm.produce.stamps.copying import COPIED, bits_of, rules_of
from openntm.produce.stamps.standing import Standing, is_recalled, standing_of, truth_of

STAMP = "stamp"  # the kind of the runs whose codes are stamps
KNOWN, UNKNOWN, BUSY = 200, 404, 429
SLOTS = {"token": sign(TOKEN), "grouped": sign(GROUPED), "counted": sign(COUNTED), "warned": sign(WARNED)}
HEADINGS = {
    Standing.GENUINE: gettext_lazy("A stamp of this system; the certificate is in force"),
    Standing.UNCERTIFIED: gettext_lazy("A stamp of this system; the lot claims no certificate"),
    Standing.LAPSED: gettext_lazy("A stamp of this system, but the certificate does not hold today"),
    Standing.RECALLED: gettext_lazy("RECALLED: do not use this product"),
    Standing.NOT_IN_USE: gettext_lazy("This stamp is not in use for any goods yet"),
    Standing.VOID: gettext_lazy("This stamp is void"),
    Standing.LOST: gettext_lazy("This stamp was reported lost"),
    Standing.DESTROYED: gettext_lazy("This stamp was destroyed"),
    Standing.UNKNOWN: gettext_lazy("This code was not issued by this system"),
}
EXPLAINED = {
    Standing.GENUINE: gettext_lazy("Compare the product in your hand with what is said below."),
    Standing.UNCERTIFIED: gettext_lazy("The code is genuine. No certificate of good practice is claimed for this lot."),
    Standing.LAPSED: gettext_lazy("The code is genuine. See below what has become of the certificate."),
    Standing.RECALLED: gettext_lazy("Keep it apart, do not eat or sell it, and bring it back to where you bought it."),
    Standing.NOT_IN_USE: gettext_lazy("If it stands on goods, they are not what the stamp was made for: report it."),
    Standing.VOID: gettext_lazy("It may stand on no goods any more. If you found it on some, report it."),
    Standing.LOST: gettext_lazy("It may stand on no goods any more. If you found it on some, report it."),
    Standing.DESTROYED: gettext_lazy("It may stand on no goods any more. If you found it on some, report it."),
    Standing.UNKNOWN: gettext_lazy(
        "It may be forged, damaged or mistyped. If it stands on goods, report it; "
        "if on a paper, ask the office that it names."
    ),
}
SIGNS = {Standing.GENUINE: "✓", Standing.UNCERTIFIED: "✓", Standing.LAPSED: "!", Standing.NOT_IN_USE: "!"}
CALM = {Standing.GENUINE, Standing.UNCERTIFIED}  # their green is not shown over a doubt
TELLING = {Standing.GENUINE, Standing.UNCERTIFIED, Standing.LAPSED, Standing.RECALLED}  # pages that tell of the lot
DOUBTED = gettext_lazy("The code is ours, but this stamp may have been copied")
TIMES = ngettext_lazy("Scanned %(count)s time, first at %(at)s.", "Scanned %(count)s times, first at %(at)s.", "number")


class StampPages:
    """As `codes.scanning.desk` asks for them."""

    def page(self, kind: str, key: str, state: str, language: str, day: date) -> Page | None:
        if kind != STAMP:
            return None
        lot = lot_of(key)
        truth = truth_of(lot, day) if lot else None
        standing = standing_of(state, lot, truth, recalled=lot is not None and is_recalled(lot))
        with override(language):
            content = content_of(lot, truth, day) if lot and standing in TELLING else None
            recall = lot.recalls.filter(exercise=False, ended_at__isnull=True).first() if lot else None
            past = past_use(lot, day) if content and lot else None
            return made("produce/stamps/stamp.html", standing, day, content=content, recall=recall, past=past)

    def unknown(self, language: str) -> Page:
        with override(language):
            return made("produce/stamps/stamp.html", Standing.UNKNOWN, status=UNKNOWN)

    def busy(self, language: str) -> Page:
        with override(language):
            return made("produce/stamps/busy.html", Standing.UNKNOWN, status=BUSY)


def made(name: str, standing: Standing, day: date | None = None, status: int = KNOWN, **told: Any) -> Page:
    context = {"slot": SLOTS, "standing": standing, "day": day, "heading": HEADINGS[standing], **told}
    context |= {"explained": EXPLAINED[standing], **look_of(standing, is_doubtful=bool(told.get("past")))}
    doubted = {"heading": DOUBTED, **look_of(standing, is_doubtful=True)} if standing in CALM else {}
    plain, other = (laid_out(render_to_string(name, context | more)) for more in ({}, doubted))
    return Page(status, standing.number, plain, counted_words(), warned_words(standing), other, bits_of(COPIED))


def look_of(standing: Standing, *, is_doubtful: bool) -> dict[str, str]:
    """The colour of the head of a page, by its class, and the sign that says the same."""
    if is_doubtful and standing in CALM:
        standing = Standing.LAPSED
    return {"look": standing.value, "sign": SIGNS.get(standing, "✕")}


def counted_words() -> Callable[[int, int], bytes]:
    """The sentence about the scans in the language of this moment; it is filled in without asking for it again."""
    first = escape(_("This is the first scan of this code.")).encode()
    none = escape(_("No scan was counted yet.")).encode()
    one, many = (escape(TIMES % {"number": number, "count": "\x02", "at": "\x03"}) for number in (1, 2))

    def counted(scans: int, since: int) -> bytes:
        if not since:
            return first if scans else none
        at = time.strftime("%H:%M %d/%m/%Y", time.localtime(since))
        count = f"{scans:,}".replace(",", separator)
        return (many if scans > 1 else one).replace("\x02", count).replace("\x03", at).encode()

    separator = number_text(1000)[1]
    return counted


def warned_words(standing: Standing) -> Callable[[int], bytes]:
    """What the warnings of some bits mean on a page of this standing; the same bits come again and again."""
    known: dict[int, bytes] = {0: b""}
    language = get_language() or "vi"
    copied, otherwise = escape(_("Take care: this stamp may have been copied")), escape(_("Take care"))

    def warned(bits: int) -> bytes:
        if bits not in known:
            held = [rule for rule in rules_of(bits) if not rule.when or standing in rule.when]
            heading = copied if any(rule.key in COPIED for rule in held) else otherwise
            said = "".join(f"<li>{escape(rule.explanation.said(language))}</li>" for rule in held)
            whole = f'<section class="warned"><h2>{heading}</h2><ul>{said}</ul></section>' if held else ""
            known[bits] = whole.encode()
        return known[bits]

    return warned
