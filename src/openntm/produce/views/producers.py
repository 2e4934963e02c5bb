"""The register of producers: the list, a producer, and what is entered about it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold, sort_key
from openntm.produce.access import producers_visible_to
from openntm.produce.access.acts import may_keep, sees_persons
from openntm.produce.forms.common import EndForm
from openntm.produce.forms.producers import FindProducerForm, KeeperForm, MemberForm, ProducerForm, ProductForm
from openntm.produce.models import Keeper, Member, Producer, Product
from openntm.produce.queries.audits import audit_rows
from openntm.produce.queries.columns import COLUMNS, member_lines, producer_lines, product_lines
from openntm.produce.queries.people import possible_keepers
from openntm.produce.queries.producers import ORDER, ProducerRow, areas_on, producer_rows
from openntm.produce.queries.register import certificate_rows
from openntm.produce.services import members as member_services
from openntm.produce.services import producers as services
from openntm.produce.services import products as product_services
from openntm.produce.views.common import at, communes, entered, here, kinds_for

HEADS = [
    ("name", gettext_lazy("Producer")),
    ("kind", gettext_lazy("Kind")),
    ("unit", gettext_lazy("Commune")),
    ("area", gettext_lazy("Growing area (ha)")),
    ("standing", gettext_lazy("Certificate")),
]
SORTS: dict[str, Any] = {
    "name": lambda row: row.producer.sort_key,
    "kind": lambda row: row.producer.kind,
    "unit": lambda row: sort_key(row.unit.full_name) if row.unit else "",
    "area": lambda row: row.area_ha,
    "standing": lambda row: ORDER.index(row.truth.standing) if row.truth else len(ORDER),
}

# What the list is taken away as: asked for by a word of the address.
FILES: dict[str, tuple[str, Any, Callable[..., Iterator[list[Any]]]]] = {
    "format": ("producers", gettext_lazy("OpenNTM, register of producers of %(place)s"), producer_lines),
    "members": ("members", gettext_lazy("OpenNTM, members of producers of %(place)s"), member_lines),
    "products": ("products", gettext_lazy("OpenNTM, products of producers of %(place)s"), product_lines),
}


def producers(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    form = FindProducerForm(request.GET or None)
    found = producer_rows(here(producers_visible_to(person), unit).select_related("place"), on)
    rows = sorted_rows([row for row in found if fits(row, form)], request.GET)
    for asks, (kind, about, lines_of) in FILES.items():
        if ending := file_asked(request, asks):
            lines = lines_of([row.producer for row in rows], on, shows_persons=may_keep(person, unit.place))
            titles = [one.title for one in COLUMNS[kind]]
            return download(ending, kind, titles, lines, about % {"place": unit.full_name})
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context |= {"query": query_without(request, "page", *FILES), "may_keep": may_keep(person, unit.place)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "produce/producers.html", context)


def fits(row: ProducerRow, form: FindProducerForm) -> bool:
    one = row.producer
    words = fold(f"{one.name} {one.address} {one.registration}")
    state = form.wanted("state")
    return (
        fold(form.wanted("q")) in words
        and form.wanted("kind") in ("", one.kind)
        and state in ("", "ended" if row.has_ended else "active")
    )


def sorted_rows(rows: list[ProducerRow], query: Any) -> list[ProducerRow]:
    key = SORTS.get(query.get("sort", ""), SORTS["name"])
    return sorted(rows, key=key, reverse=query.get("order") == "desc")


def producer(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    one = get_object_or_404(here(producers_visible_to(person), unit).select_related("place"), pk=pk)
    certificates = one.certificates.select_related("holder", "place").prefetch_related("acts")
    context = {"unit": unit, "on": on, "producer": one, "row": producer_rows([one], on)[0]}
    context |= {"shows_persons": sees_persons(person, one), "members": one.members.all()}
    context |= {"keepers": one.keepers.select_related("person"), "products": one.products.all()}
    context |= {"areas": areas_on(on).filter(producer=one).prefetch_related("plots")}
    context |= {"certificates": certificate_rows(certificates, on), "audits": audit_rows(person, one)}
    context |= {"may_keep": may_keep(person, one.place) and not one.ended_on, "audit_kinds": kinds_for(person, one)}
    return render(request, "produce/producer.html", context)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Producer:
    rows = here(producers_visible_to(signed_in(request)), unit).select_related("place")
    found: Producer = get_object_or_404(rows, pk=pk)
    return found


@requires(Action.KEEP_PRODUCE)
def producer_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = ProducerForm(request.POST or None, units=communes(unit, on))
    words = Words(heading=_("Add a producer"), said=_("The producer stands in the register."))
    return entry(request, form, services.add_producer, back=at("producers", code, day), words=words)


@requires(Action.KEEP_PRODUCE)
def producer_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = ProducerForm(request.POST or None, initial={name: getattr(one, name) for name in ProducerForm.base_fields})
    words = Words(heading=_("Change a producer"), said=_("Saved."), lead=one.name, button=_("Save"))
    return entry(
        request, form, services.change_producer, back=at("producer", code, day, pk), given={"pk": pk}, words=words
    )


@requires(Action.KEEP_PRODUCE)
def producer_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = EndForm(request.POST or None, initial={"day": first_day(on)})
    lead = _("%(name)s: from that day on it takes in nothing more. What it did stays.") % {"name": one.name}
    words = Words(heading=_("End this producer?"), button=_("End the producer"), said=_("Ended."), lead=lead)
    back = at("producer", code, day, pk)
    return entry(request, form, services.end_producer, back=back, given={"pk": pk}, is_danger=True, words=words)


@requires(Action.KEEP_PRODUCE)
def member_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    words = Words(heading=_("Add a member"), said=_("The member stands in the register."), lead=one.name)
    given, back = {"producer": pk}, at("producer", code, day, pk)
    return entry(
        request, MemberForm(request.POST or None), member_services.add_member, back=back, given=given, words=words
    )


@requires(Action.KEEP_PRODUCE)
def member_change(request: HttpRequest, code: str, day: str, pk: int, member: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(Member, producer=seen(request, unit, pk), pk=member)
    form = MemberForm(request.POST or None, initial={"number": one.number, "name": one.name})
    words = Words(heading=_("Change a member"), said=_("Saved."), lead=str(one.producer), button=_("Save"))
    given, back = {"pk": member}, at("producer", code, day, pk)
    return entry(request, form, member_services.change_member, back=back, given=given, words=words)


@requires(Action.KEEP_PRODUCE)
def member_end(request: HttpRequest, code: str, day: str, pk: int, member: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = get_object_or_404(Member, producer=seen(request, unit, pk), pk=member)
    form = EndForm(request.POST or None, initial={"day": first_day(on)})
    given, back = {"pk": member}, at("producer", code, day, pk)
    lead = _("Member %(number)s. Its plots stay until they are given to another member.") % {"number": one.number}
    service = member_services.end_member
    words = Words(heading=_("A member leaves"), button=_("Record that the member left"), said=_("Recorded."), lead=lead)
    return entry(request, form, service, back=back, given=given, is_danger=True, words=words)


@requires(Action.KEEP_PRODUCE)
def keeper_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(request, unit, pk)
    people = possible_keepers(one, today())
    form = KeeperForm(request.POST or None, people=people, initial={"valid_from": first_day(on)})
    words = Words(heading=_("Name a keeper"), said=_("The keeper is named."), lead=one.name)
    given, back = {"producer": pk}, at("producer", code, day, pk)
    return entry(request, form, member_services.add_keeper, back=back, given=given, words=words)


@requires(Action.KEEP_PRODUCE)
def keeper_end(request: HttpRequest, code: str, day: str, pk: int, keeper: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = get_object_or_404(Keeper, producer=seen(request, unit, pk), pk=keeper)
    form = EndForm(request.POST or None, initial={"day": first_day(on)})
    given, back = {"pk": keeper}, at("producer", code, day, pk)
    lead = _("%(name)s no longer sees this producer from that day on.") % {"name": one.person}
    service = member_services.end_keeper
    words = Words(heading=_("End a keeper's access?"), button=_("End the access"), said=_("Recorded."), lead=lead)
    return entry(request, form, service, back=back, given=given, is_danger=True, words=words)


@requires(Action.KEEP_PRODUCE)
def product_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = ProductForm(request.POST or None, request.FILES or None)
    words = Words(heading=_("Add a product"), said=_("The product stands in the register."), lead=one.name)
    given, back = {"producer": pk}, at("producer", code, day, pk)
    return entry(request, form, product_services.add_product, back=back, given=given, words=words)


@requires(Action.KEEP_PRODUCE)
def product_change(request: HttpRequest, code: str, day: str, pk: int, product: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(Product, producer=seen(request, unit, pk), pk=product)
    first = {name: getattr(one, name) for name in ProductForm.base_fields if name != "picture"}
    form = ProductForm(request.POST or None, request.FILES or None, initial=first)
    words = Words(heading=_("Change a product"), said=_("Saved."), lead=one.name, button=_("Save"))
    given, back = {"pk": product}, at("producer", code, day, pk)
    return entry(request, form, product_services.change_product, back=back, given=given, words=words)
