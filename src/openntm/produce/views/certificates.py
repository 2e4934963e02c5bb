"""The register of certificates: the list, a certificate as it stands on the day, and its acts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.forms import ReasonForm
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold, sort_key
from openntm.produce.access import certificates_visible_to, plots_visible_to, producers_visible_to
from openntm.produce.access.acts import may_keep, sees_persons
from openntm.produce.crops import crop_name
from openntm.produce.forms.certificates import (
    ActForm,
    CertificateForm,
    CorrectForm,
    FindCertificateForm,
    HolderForm,
    PaperForm,
)
from openntm.produce.models import CertificateAct
from openntm.produce.queries.audits import audit_rows, major_open
from openntm.produce.queries.certificates import certified_plots
from openntm.produce.queries.register import CertificateRow, certificate_rows, sentence, timeline
from openntm.produce.services import certificates as services
from openntm.produce.views.common import at, entered, here

Kind = CertificateAct.Kind
HEADS = [
    ("number", gettext_lazy("Number")),
    ("holder", gettext_lazy("Holder")),
    ("crop", gettext_lazy("Crop")),
    ("issued", gettext_lazy("Certificate issued")),
    ("valid_to", gettext_lazy("Valid to")),
    ("standing", gettext_lazy("State")),
]
SORTS: dict[str, Any] = {
    "number": lambda row: sort_key(str(row.certificate)),
    "holder": lambda row: row.certificate.holder.sort_key,
    "crop": lambda row: sort_key(crop_name(row.certificate.crop)),
    "issued": lambda row: row.certificate.issued,
    "valid_to": lambda row: row.certificate.last_possible_day,
    "standing": lambda row: row.word,
}
# The word of each act, as a button and as a heading.
ACTS = {
    Kind.KEPT: gettext_lazy("Record a surveillance"),
    Kind.WIDENED: gettext_lazy("Widen the scope"),
    Kind.NARROWED: gettext_lazy("Narrow the scope"),
    Kind.SUSPENDED: gettext_lazy("Record a suspension"),
    Kind.RESUMED: gettext_lazy("End the suspension"),
    Kind.WITHDRAWN: gettext_lazy("Record the withdrawal"),
    Kind.RENEWED: gettext_lazy("Record the renewal"),
}
LEADS = {
    Kind.SUSPENDED: gettext_lazy("From that day no stamp can be put in use and no support paid for it."),
    Kind.WITHDRAWN: gettext_lazy("It never holds again, and every stamp of its lots says so from that day."),
    Kind.NARROWED: gettext_lazy("From that day the chosen plots are no longer certified."),
}


def certificates(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Those issued up to the day; what ends first stands first."""
    unit, on, person = entered(request, code, day)
    form = FindCertificateForm(request.GET or None)
    known = here(certificates_visible_to(person), unit).filter(issued__lte=on)
    found = certificate_rows(known.select_related("holder", "place").prefetch_related("acts"), on)
    descending = request.GET.get("order") == "desc"
    key = SORTS.get(request.GET.get("sort", ""), SORTS["valid_to"])
    rows = sorted((row for row in found if fits(row, form)), key=key, reverse=descending)
    if ending := file_asked(request):
        return file_of(ending, unit, on, rows)
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context |= {"query": query_without(request, "page", "format"), "may_keep": may_keep(person, unit.place)}
    context["heads"] = list(heads(request, HEADS, request.GET.get("sort", ""), descending=descending))
    context["in_force"] = sum(row.truth.standing == "in_force" for row in found)
    context["overdue"] = sum(row.is_overdue for row in found)
    return render(request, "produce/certificates.html", context)


def fits(row: CertificateRow, form: FindCertificateForm) -> bool:
    one, ends = row.certificate, form.wanted("ends")
    words = fold(f"{one.number} {one.holder.name} {one.certifier}")
    due = row.is_overdue if ends == "surveillance" else not ends or within(row, int(ends))
    standings = ("", row.truth.standing)
    return (
        fold(form.wanted("q")) in words
        and form.wanted("crop") in ("", one.crop)
        and due
        and form.wanted("standing") in standings
    )


def within(row: CertificateRow, days: int) -> bool:
    return row.days_left is not None and row.days_left <= days


def file_of(
    ending: str, unit: PlaceVersion, on: date, rows: Iterable[CertificateRow], *, is_open: bool = False
) -> HttpResponse:
    titles = [
        *(title for _key, title in HEADS),
        _("Certifier"),
        _("Area on the certificate (ha)"),
        _("Surveillance due"),
    ]
    titles += [_("Source"), _("Marks")]
    words = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
    about = _("OpenNTM, certificates of %(place)s on %(day)s") % words
    return download(ending, "certificates", titles, (line_of(row) for row in rows), about, is_open=is_open)


def line_of(row: CertificateRow) -> list[Any]:
    one = row.certificate
    marks = [_("illustrative")] if one.illustrative else [] if one.verified else [_("unverified")]
    said = [one.number, one.holder.name, crop_name(one.crop), one.issued, one.valid_to, row.word, one.certifier]
    return [*said, one.area_ha, row.due, one.source_title, ", ".join(marks)]


def certificate(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    rows = here(certificates_visible_to(person), unit).select_related("holder__place", "place", "file")
    one = get_object_or_404(rows.prefetch_related("acts__successor", "acts__by"), pk=pk)
    row = certificate_rows([one], on)[0]
    context = {"unit": unit, "on": on, "certificate": one, "row": row, "sentence": sentence(row)}
    context |= {"timeline": timeline(one, on), "plots": certified_plots(one, on)}
    context |= {"audits": audit_rows(person, one.holder), "major": major_open([one.holder]).get(one.holder_id, [])}
    context |= {"knows": sees_persons(person, one.holder), "renews": getattr(one, "renews", None)}
    if may_keep(person, one.place):
        context["may_keep"] = True
        context["last"] = services.last_act(one)
        open_now = services.open_acts(one, first_day(on))
        context["acts"] = [(kind.value, word) for kind, word in ACTS.items() if kind in open_now]
    return render(request, "produce/certificate.html", context)


def certificate_file(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, person = entered(request, code, day)
    one = get_object_or_404(
        here(certificates_visible_to(person), unit).select_related("file"), pk=pk, file__isnull=False
    )
    return attachment(content(one.file), one.file.media_type, one.file.original_name)


@requires(Action.KEEP_PRODUCE)
def certificate_record(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """First whose it is, then what the paper says."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    producers = here(producers_visible_to(person), unit).filter(ended_on__isnull=True)
    holder = producers.filter(
        pk=request.GET.get("holder") if request.GET.get("holder", "").isdecimal() else None
    ).first()
    if holder is None:
        return render(request, "produce/holder.html", {"unit": unit, "on": on, "form": HolderForm(producers=producers)})
    plots = plots_visible_to(person).filter(area__producer=holder, area__valid_to__isnull=True).select_related("area")
    first = {"issued": first_day(on), "crop": next((plot.area.crop for plot in plots), None)}
    form = CertificateForm(request.POST or None, request.FILES or None, plots=plots, initial=first)
    said = _("The certificate stands in the register.")
    words = Words(heading=_("Record a certificate"), said=said, lead=holder.name)
    back, given = at("producer", code, day, holder.pk), {"holder": holder.pk}
    return entry(request, form, services.record_certificate, back=back, given=given, words=words)


@requires(Action.KEEP_PRODUCE)
def certificate_correct(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(here(certificates_visible_to(signed_in(request)), unit).select_related("holder"), pk=pk)
    first = {name: getattr(one, name) for name in PaperForm.base_fields}
    form = CorrectForm(request.POST or None, initial=first)
    words = Words(heading=_("Correct a certificate"), said=_("Saved."), lead=f"{one} · {one.holder}", button=_("Save"))
    back = at("certificate", code, day, pk)
    return entry(request, form, services.correct_certificate, back=back, given={"pk": pk}, words=words)


@requires(Action.KEEP_PRODUCE)
def certificate_take_back(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(here(certificates_visible_to(signed_in(request)), unit).select_related("holder"), pk=pk)
    last = services.last_act(one)
    if last is None:
        raise Http404
    lead = f"{one} · {one.holder}: {last.get_kind_display()}, {last.day:%d/%m/%Y}."
    said, button = _("The act is taken back."), _("Take the act back")
    words = Words(heading=_("Was this act recorded by mistake?"), button=button, said=said, lead=lead)
    form, back = ReasonForm(request.POST or None), at("certificate", code, day, pk)
    return entry(request, form, services.take_back_act, back=back, given={"pk": pk}, is_danger=True, words=words)


@requires(Action.KEEP_PRODUCE)
def certificate_act(request: HttpRequest, code: str, day: str, pk: int, kind: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    person = signed_in(request)
    if kind not in [act.value for act in ACTS]:
        raise Http404
    act = Kind(kind)
    one = get_object_or_404(here(certificates_visible_to(person), unit).select_related("holder"), pk=pk)
    start = first_day(on)
    covered = certified_plots(one, start)
    own = plots_visible_to(person).filter(area__producer=one.holder, area__crop=one.crop).select_related("area")
    plots = covered if act == Kind.NARROWED else own.exclude(pk__in=covered.values("pk"))
    successors = services.successors_for(person, one)
    form = ActForm(request.POST or None, kind=act, plots=plots, successors=successors, initial={"day": start})
    lead = f"{one} · {one.holder}. {LEADS.get(act, '')}"
    words = Words(heading=str(ACTS[act]), said=_("Recorded."), lead=lead)
    back, given = at("certificate", code, day, pk), {"pk": pk, "kind": kind}
    danger = act in (Kind.SUSPENDED, Kind.WITHDRAWN)
    return entry(request, form, services.act_on_certificate, back=back, given=given, is_danger=danger, words=words)
