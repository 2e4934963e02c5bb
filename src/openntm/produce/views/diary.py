"""The farm diary on a phone: the plots, one plot with its work, the form of one entry, its correction."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.office.access import today
from openntm.office.asked import done, first_day
from openntm.office.entry import Words, entry
from openntm.office.files import content, public_copy
from openntm.office.files.serve import attachment, copy_attachment
from openntm.office.forms import ReasonForm
from openntm.office.listing import page_of, query_without
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.produce.access import entries_visible_to, plots_visible_to, producers_visible_to
from openntm.produce.access.writing import may_write, producers_written_by
from openntm.produce.forms.diary import CorrectForm, EntryForm, plot_name
from openntm.produce.inputs import days_left_out
from openntm.produce.models import DiaryEntry, Plot, Producer
from openntm.produce.phrases import too_early
from openntm.produce.queries.diary import book, early_by, named, plot_row, plot_rows, plots_of
from openntm.produce.queries.lots import standing_entries
from openntm.produce.services import diary as services
from openntm.produce.views.common import entered, here

Kind = DiaryEntry.Kind
LAST = 10  # entries under the plots


@require_safe
def diary(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Plots to choose from, each with the day from which it may be harvested; the last entries."""
    unit, on, person = entered(request, code, day)
    producers = here(producers_visible_to(person), unit)
    words = request.GET.get("q", "")
    found = named(plots_of(producers, on), words)
    page = page_of(request, found)
    entries = DiaryEntry.objects.filter(plot__area__producer__in=producers.values("pk"), day__lte=on)
    last = entries.filter(correction__isnull=True, withdrawn=False).select_related("plot__area__producer")[:LAST]
    context: dict[str, Any] = {"unit": unit, "on": on, "page": page, "words": words, "last": last}
    context["rows"] = plot_rows(page, on)
    context["writes"] = set(producers_written_by(person).values_list("pk", flat=True))
    context["query"] = query_without(request, "page")
    return render(request, "produce/diary.html", context)


@require_safe
def plot_diary(request: HttpRequest, code: str, day: str, plot: int) -> HttpResponse:
    """The work to choose from in large buttons, and what was written last."""
    unit, on, person, one, producer = plot_here(request, code, day, plot)
    entries = book(Producer.objects.filter(pk=producer.pk), on, {"plot": one.pk, "year": on.year}).reverse()
    page = page_of(request, entries)
    context = {"unit": unit, "on": on, "plot": one, "producer": producer, "name": plot_name(one), "page": page}
    context |= {"row": plot_row(one, list(standing_entries().filter(plot=one, day__lte=on)))}
    context |= {
        "may_write": may_write(person, producer),
        "kinds": Kind.choices,
        "query": query_without(request, "page"),
    }
    return render(request, "produce/plot_diary.html", context)


def plot_here(
    request: HttpRequest, code: str, day: str, plot: int
) -> tuple[PlaceVersion, date, Person, Plot, Producer]:
    unit, on, person = entered(request, code, day)
    seen = here(plots_visible_to(person), unit, "area__place").select_related("area__producer__place", "member")
    one = get_object_or_404(seen, pk=plot, area__producer__isnull=False)
    return unit, on, person, one, one.area.producer


def entry_new(request: HttpRequest, code: str, day: str, plot: int, kind: str) -> HttpResponse:
    unit, on, person, one, producer = plot_here(request, code, day, plot)
    if kind not in Kind.values:
        raise Http404
    if not may_write(person, producer):
        raise PermissionDenied
    first = {"key": services.new_key(), "day": first_day(on), "done_by": last_hand(one, person)}
    others = list(plots_of(Producer.objects.filter(pk=producer.pk), on).exclude(pk=plot).filter(area=one.area))
    form = EntryForm(request.POST or None, request.FILES or None, kind=kind, others=others, initial=first)
    if form.is_valid():
        made = done(form, services.write_entries, by=person, plot=plot, kind=kind, on=today(), **form.cleaned_data)
        if made is not None:
            say(request, *made)
            return redirect("produce:plot_diary", code, day, plot)
    row = plot_row(one, list(standing_entries().filter(plot=one, day__lte=today())))
    context = {"unit": unit, "on": on, "plot": one, "producer": producer, "name": plot_name(one), "form": form}
    context |= {"row": row, "kind": kind, "title": Kind(kind).label, "now": today()}
    return render(request, "produce/entry_new.html", context, status=422 if form.errors else 200)


def last_hand(plot: Plot, person: Person) -> str:
    """Who worked on the plot last, as this person wrote it."""
    found = DiaryEntry.objects.filter(plot=plot, entered_by=person).order_by("-pk").first()
    return found.done_by if found else ""


def say(request: HttpRequest, *made: DiaryEntry) -> None:
    """Written, and what it makes too early: said, not refused, for the diary keeps facts."""
    messages.success(request, _("Written in the diary."))
    for each in made:
        if days := days_left_out(each):
            said = {"product": each.input_name, "written": each.waiting_days, "listed": (each.waiting_days or 0) + days}
            text = _("%(product)s: %(written)s waiting days are written, the list says %(listed)s. Look at the label.")
            messages.warning(request, text % said)
    for one in (early for each in made for early in early_by(each)):
        messages.warning(request, too_early(one))


def entry_here(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Person, DiaryEntry]:
    unit, _on, person = entered(request, code, day)
    seen = here(entries_visible_to(person), unit, "plot__area__place").select_related("plot__area__producer", "photo")
    return person, get_object_or_404(seen, pk=pk)


def entry_correct(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    person, old = standing_here(request, code, day, pk)
    names = ("day", "done_by", "note", *services.SAYS[old.kind])
    first = {name: getattr(old, name) for name in names} | {"key": services.new_key()}
    form = CorrectForm(request.POST or None, kind=old.kind, initial=first)
    if form.is_valid():
        made = done(form, services.correct_entry, by=person, pk=pk, on=today(), **form.cleaned_data)
        if made is not None:
            say(request, made)
            return redirect("produce:plot_diary", code, day, old.plot_id)
    context = {"form": form, "heading": _("Correct an entry"), "lead": restated(old), "button": _("Correct")}
    context["back"] = reverse("produce:plot_diary", args=[code, day, old.plot_id])
    return render(request, "office/entry.html", context, status=422 if form.errors else 200)


def entry_withdraw(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _person, old = standing_here(request, code, day, pk)
    words = Words(
        heading=_("Take an entry back"),
        said=_("The entry is taken back."),
        lead=restated(old) + " " + _("It stays to be read as taken back, with your reason."),
        button=_("Take the entry back"),
    )
    service = partial(services.withdraw_entry, pk=pk, on=today())
    back = reverse("produce:plot_diary", args=[code, day, old.plot_id])
    return entry(request, ReasonForm(request.POST or None), service, words=words, back=back, is_danger=True)


def standing_here(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Person, DiaryEntry]:
    """An entry that the person may replace; one that was replaced before has no such page."""
    person, old = entry_here(request, code, day, pk)
    if old.plot.area.producer is None or old.withdrawn or DiaryEntry.objects.filter(corrects=old).exists():
        raise Http404
    if not may_write(person, old.plot.area.producer):
        raise PermissionDenied
    return person, old


def restated(old: DiaryEntry) -> str:
    said = f"{old.get_kind_display()}, {old.day:%d/%m/%Y}, {plot_name(old.plot)}"
    return f"{said}, {old.input_name}." if old.input_name else f"{said}."


@require_safe
def entry_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Without its metadata, which may name a position."""
    _person, one = entry_here(request, code, day, pk)
    if one.photo is None:
        raise Http404
    copy = public_copy(one.photo)
    if copy is not None:
        return copy_attachment(copy, f"diary-{pk}")
    return attachment(content(one.photo), one.photo.media_type, one.photo.original_name)
