"""What is true of a certificate on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openntm.produce.models import Certificate, CertificateAct

ENDS = {CertificateAct.Kind.SUSPENDED: "suspended", CertificateAct.Kind.WITHDRAWN: "withdrawn"}


class Standing(StrEnum):
    """`in_force` alone lets support be paid and stamps be put in use."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    UNKNOWN = "unknown"  # its last day was not published, and the law's longest term is not over
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Truth:
    """`since` is the first day of that standing; `act` the one that made it so, if any."""

    standing: Standing
    since: date
    act: CertificateAct | None = None


def truth_on(certificate: Certificate, day: date, acts: Iterable[CertificateAct] | None = None) -> Truth:
    """Withdrawn stays withdrawn; a suspension lasts until it is ended. `acts` spares a query."""
    known = certificate.acts.all() if acts is None else acts
    done = sorted((act for act in known if act.day <= day), key=lambda act: (act.day, act.pk or 0))
    if day < certificate.issued:
        return Truth(Standing.NOT_YET, certificate.issued)
    held: CertificateAct | None = None
    for act in done:
        if held is not None and held.kind == CertificateAct.Kind.WITHDRAWN:
            break
        if act.kind in ENDS:
            held = act
        elif act.kind == CertificateAct.Kind.RESUMED:
            held = None
    if held is not None and held.kind == CertificateAct.Kind.WITHDRAWN:
        return Truth(Standing.WITHDRAWN, held.day, held)
    if day > certificate.last_possible_day:
        return Truth(Standing.EXPIRED, certificate.first_day_after)
    if held is not None:
        return Truth(Standing.SUSPENDED, held.day, held)
    return Truth(Standing.IN_FORCE if certificate.valid_to else Standing.UNKNOWN, certificate.issued)
