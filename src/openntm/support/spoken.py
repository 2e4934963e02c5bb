"""What a clause asks and why it is met or not, in the reader's language."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.office.wording import in_language, number_text
from openntm.places.models import Kind as PlaceKind
from openntm.produce.models import Producer
from openntm.steering.models import Title
from openntm.support.clauses import AnyClause
from openntm.support.conflicts import group_of

ASKS: dict[str, Any] = {
    "place_kind": _("The unit is a %(kinds)s"),
    "registered_title": _("The unit is registered in the year of the call for the title: %(titles)s"),
    "certificate_in_force": _("The certificate is in force"),
    "producer_kind": _("The applicant is a %(kinds)s"),
    "area_at_least": _("At least %(ha)s ha"),
    "not_supported_for_same_thing": _("The same thing was not supported before"),
    "applied_within_call": _("The application came while the call was open"),
    "has_evidence": _("Evidence: at least %(least)s file"),
}
BECAUSE: dict[str, Any] = {
    "place_unknown": _("The unit does not stand on that day."),
    "place_is": _("The unit is a %(kind)s."),
    "registered": _("Registered for %(title)s in %(year)s."),
    "not_registered": _("No registration of this unit for %(year)s stands in the register."),
    "no_certificate": _("The application names no certificate."),
    "certificate_stands": _("Certificate %(name)s is in force on %(day)s."),
    "certificate_does_not_stand": _("Certificate %(name)s on %(day)s: %(standing)s since %(since)s."),
    "certificate_end_unknown": _("The last day of certificate %(name)s is not known: on %(day)s nobody can say."),
    "no_producer": _("The applicant is no producer."),
    "producer_unknown": _("The kind of the producer is not known."),
    "producer_is": _("The applicant is a %(kind)s."),
    "area_unknown": _("The area of the producer is not in the register."),
    "area_is": _("The register has %(area)s ha."),
    "not_supported_before": _("No other grant for the same thing was found."),
    "supported_before": _("Supported already: %(scheme)s, list %(award)s of %(day)s."),
    "applied_on": _("Handed in on %(day)s; the call is open from %(opens)s to %(closes)s."),
    "evidence_is": _("Files handed in: %(count)s."),
}
STANDINGS: dict[str, Any] = {
    "not_yet": pgettext_lazy("certificate", "not valid yet"),
    "unknown": pgettext_lazy("certificate", "last day not known"),
    "in_force": pgettext_lazy("certificate", "in force"),
    "expired": pgettext_lazy("certificate", "expired"),
    "suspended": pgettext_lazy("certificate", "suspended"),
    "withdrawn": pgettext_lazy("certificate", "withdrawn"),
}
CALLED: dict[str, Mapping[str, Any]] = {
    "kind": {**dict(PlaceKind.choices), **dict(Producer.Kind.choices)},
    "title": dict(Title.choices),
    "standing": STANDINGS,
}


def asked(clause: AnyClause, kind: str = "") -> str:
    """The clause as a sentence; what counts as the same support is told of the `kind` of the scheme."""
    _key, group = group_of(kind)
    if clause.kind == "not_supported_for_same_thing" and group is not None:
        return str(in_language(group)).rstrip(".")
    words = {name: called(name, value) for name, value in clause.model_dump().items()}
    return str(ASKS[clause.kind]) % words


def reason(judged: Mapping[str, Any]) -> str:
    """Why a clause that was judged came out so."""
    words = {name: called(name, value) for name, value in judged["words"].items()}
    return str(BECAUSE[judged["because"]]) % ({"since": "–"} | words)


def called(name: str, value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(called(name.removesuffix("s"), one) for one in value)
    if name in ("area", "ha", "least", "count") and value is not None:
        return number_text(Decimal(str(value)))
    return str(CALLED.get(name, {}).get(value, value))
