"""Stamps of the invented cooperative: granted by an invented scheme, printed, put in use on lots, sent to a buyer."""

from datetime import datetime, time
from decimal import Decimal

from django.utils import timezone

from openntm.codes.models import Run
from openntm.codes.services.ordering import ordered
from openntm.codes.services.sheets import make_sheets_of
from openntm.places.models import Place
from openntm.portal.illustration.growing import KEEPER, OFFICE, OFFICER, Orchard, before
from openntm.portal.illustration.people import Cast, unit
from openntm.produce.models import DiaryEntry, Lot
from openntm.produce.services.lots import assign_harvest, open_lot, pack_lot, release_lot
from openntm.produce.services.recording import Party, record_commissioning, record_shipping
from openntm.produce.services.stock import activate_stamps
from openntm.support.clauses import AppliedInTime, CertificateInForce, NotSupportedBefore
from openntm.support.models import Applicant, Application, Call, Grant, Kind, Unit
from openntm.support.services.applications import apply_for_support, appraise_application
from openntm.support.services.awards import approve_list
from openntm.support.services.grants import accept_grant, deliver_grant, pay_grant
from openntm.support.services.schemes import add_scheme, open_call, set_terms
from openntm.support.services.stamps import mint_granted_stamps
from openntm.support.services.steps import take_step

LEADER, STAMPS = "lanh-dao-bac-ninh", 3000
IN_USE = 1800
BUYER = Party(name="Cửa hàng nông sản Thí Dụ, Hà Nội")


def support_and_stamp(cast: Cast, orchard: Orchard) -> None:
    grant = grant_of(cast, orchard, call_for_stamps(cast, unit("24", merged=True)))
    run = mint_granted_stamps(by=cast[OFFICE], pk=grant.pk, size=STAMPS)
    print_and_hand_over(cast, run, grant)
    sell(cast, orchard, run)
    hold_back(cast, orchard)


def call_for_stamps(cast: Cast, province: Place) -> Call:
    office = cast[OFFICE]
    scheme = add_scheme(
        by=office,
        place=province,
        key="minh-hoa-in-tem",
        kind=Kind.STAMPS,
        title_vi="Hỗ trợ in tem truy xuất nguồn gốc (minh họa)",
        title_en="Support for printing traceability stamps (illustrative)",
        unit=Unit.STAMP,
        applicants=[Applicant.PRODUCER],
    )
    terms = {"rate": 300, "cap_each": 3_000_000, "quota": Decimal(100_000), "asks_certificate": True}
    clauses = (AppliedInTime(), CertificateInForce(), NotSupportedBefore())
    set_terms(by=office, scheme=scheme, valid_from=before(cast, 90), amount_published=True, clauses=clauses, **terms)
    return open_call(
        by=office,
        scheme=scheme,
        title="Đợt hỗ trợ in tem (minh họa)",
        opens=before(cast, 70),
        closes=before(cast, 20),
        budget=30_000_000,
    )


def grant_of(cast: Cast, orchard: Orchard, call: Call) -> Grant:
    producer = orchard.producer
    one: Application = apply_for_support(
        by=cast[KEEPER],
        call=call,
        place=producer.place,
        day=before(cast, 65),
        quantity=Decimal(STAMPS),
        producer=producer,
        certificate=orchard.certificate,
    )
    take_step(by=cast[OFFICER], pk=one.pk, transition="confirm", day=before(cast, 62))
    appraise_application(by=cast[OFFICE], pk=one.pk, day=before(cast, 55))
    number = "17/QĐ-UBND (minh họa)"
    approve_list(by=cast[LEADER], call=call, applications=[one.pk], number=number, day=before(cast, 50))
    return Grant.objects.get(application=one)


def print_and_hand_over(cast: Cast, run: Run, grant: Grant) -> None:
    # No worker runs yet: the sheets are made here.
    make_sheets_of(ordered(by=cast[OFFICE], run=run, first=0, last=STAMPS - 1, layout="a4-65").pk)
    minutes = "BB-03 (minh họa)"
    deliver_grant(by=cast[OFFICER], pk=grant.pk, day=before(cast, 40), document=minutes)
    accept_grant(by=cast[OFFICER], pk=grant.pk, day=before(cast, 38), document=minutes)
    pay_grant(by=cast[OFFICE], pk=grant.pk, day=before(cast, 30), document="UNC-11 (minh họa)")


def sell(cast: Cast, orchard: Orchard, run: Run) -> None:
    """A lot of three plots, stamped and on its way to a shop."""
    lot = packed(cast, orchard, "ND-01", orchard.harvests[:-1], Decimal(2500), 19)
    reason = "Dán tem lô ND-01"
    activate_stamps(by=cast[KEEPER], lot=lot.pk, run=run, first=0, last=IN_USE - 1, reason=reason, on=cast.on)
    record_commissioning(by=cast[KEEPER], lot=lot.pk, at=noon(cast, 19), quantity=Decimal(2500))
    release_lot(by=cast[KEEPER], lot=lot.pk, on=cast.on)
    record_shipping(by=cast[KEEPER], lot=lot.pk, at=noon(cast, 18), quantity=Decimal(1500), to=BUYER)


def hold_back(cast: Cast, orchard: Orchard) -> None:
    """Harvested inside a waiting period: its stamps stay out of use until the office says otherwise."""
    packed(cast, orchard, "ND-02", orchard.harvests[-1:], Decimal(600), 8)


def packed(cast: Cast, orchard: Orchard, number: str, harvests: tuple[DiaryEntry, ...], kg: Decimal, days: int) -> Lot:
    keeper, claim = cast[KEEPER], orchard.certificate.pk
    lot = open_lot(
        by=keeper, product=orchard.product.pk, number=number, on=cast.on, certificate=claim, illustrative=True
    )
    for harvest in harvests:
        assign_harvest(by=keeper, lot=lot.pk, harvest=harvest.pk, on=cast.on)
    return pack_lot(by=keeper, lot=lot.pk, packed_kg=kg, on=cast.on, packed_on=before(cast, days), unit_kg=Decimal(1))


def noon(cast: Cast, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(before(cast, days), time(12)))
