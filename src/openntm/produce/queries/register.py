"""The register of certificates: each with its standing on a day, its scope and what is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from openntm.office.wording import day_text
from openntm.places.models import PlaceVersion
from openntm.produce.models import Certificate, CertificateAct, Scope
from openntm.produce.queries.certificates import Standing, Truth, in_scope, surveillance_due, truth_on
from openntm.produce.queries.naming import units_of
from openntm.produce.queries.words import month_or_day

STANDINGS = {
    Standing.NOT_YET: pgettext_lazy("certificate", "not issued yet"),
    Standing.IN_FORCE: pgettext_lazy("certificate", "in force"),
    Standing.UNKNOWN: pgettext_lazy("certificate", "term not published"),
    Standing.EXPIRED: pgettext_lazy("certificate", "expired"),
    Standing.SUSPENDED: pgettext_lazy("certificate", "suspended"),
    Standing.WITHDRAWN: pgettext_lazy("certificate", "withdrawn"),
}
SIGNS = {Standing.IN_FORCE: "good", Standing.UNKNOWN: "quiet", Standing.NOT_YET: "quiet"}


@dataclass(frozen=True)
class CertificateRow:
    """`plots_ha`: hectares of the plots in its scope on the day, None where none are recorded."""

    certificate: Certificate
    unit: PlaceVersion | None
    truth: Truth
    due: date
    plots: int
    plots_ha: Decimal | None
    on: date

    @property
    def word(self) -> str:
        return str(STANDINGS[self.truth.standing])

    @property
    def sign(self) -> str:
        return SIGNS.get(self.truth.standing, "bad")

    @property
    def is_overdue(self) -> bool:
        """Not looked at for over a year while it is in force."""
        return self.truth.standing == Standing.IN_FORCE and self.on > self.due

    @property
    def days_left(self) -> int | None:
        """While it is in force."""
        last = self.certificate.valid_to
        return (last - self.on).days if last and self.truth.standing == Standing.IN_FORCE else None


def certificate_rows(certificates: Iterable[Certificate], on: date) -> list[CertificateRow]:
    """`certificates` come with their holder and acts; in a constant number of queries."""
    shown = list(certificates)
    units = units_of((one.place_id for one in shown), on)
    scopes: dict[int, list[Decimal]] = defaultdict(list)
    for scope in Scope.objects.filter(in_scope(on), certificate__in=shown).select_related("plot"):
        scopes[scope.certificate_id].append(scope.plot.area_ha)
    return [
        CertificateRow(
            one,
            units.get(one.place_id),
            truth_on(one, on),
            surveillance_due(one, on),
            len(scopes[one.pk]),
            sum(scopes[one.pk], Decimal(0)) if scopes[one.pk] else None,
            on,
        )
        for one in shown
    ]


def sentence(row: CertificateRow) -> str:
    """How the certificate stands on the day of the page, in one sentence."""
    one, truth = row.certificate, row.truth
    words = {
        "day": day_text(row.on),
        "since": day_text(truth.since),
        "issued": month_or_day(one.issued, one.issued_month_only),
    }
    words["last"] = day_text(one.last_possible_day)
    if truth.standing == Standing.IN_FORCE:
        return _("On %(day)s the certificate is in force: issued on %(issued)s, valid up to and with %(last)s.") % words
    if truth.standing == Standing.UNKNOWN:
        return (
            _("Issued in %(issued)s; its last day was not published. By law it ends on %(last)s at the latest.") % words
        )
    if truth.standing == Standing.EXPIRED and one.valid_to is None:
        return (
            _("On %(day)s it has expired: its last day was not published, and the law's three years ended on %(last)s.")
            % words
        )
    if truth.standing == Standing.EXPIRED:
        return _("On %(day)s it has expired: its last day was %(last)s.") % words
    if truth.standing == Standing.SUSPENDED:
        return _("On %(day)s it is suspended, since %(since)s.") % words
    if truth.standing == Standing.WITHDRAWN:
        return _("On %(day)s it is withdrawn, since %(since)s.") % words
    return _("On %(day)s it is not issued yet: it is issued on %(issued)s.") % words


def timeline(certificate: Certificate, on: date) -> list[CertificateAct]:
    return [act for act in certificate.acts.all() if act.day <= on]
