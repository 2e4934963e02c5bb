"""The register: the list of the place's works for everybody, and one work for its officers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes.drawn import drawn
from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.works.access import documents_visible_to, works_visible_to
from openntm.works.flags import flags_of
from openntm.works.forms.works import FindForm, StepForm, WorkForm, initial_of
from openntm.works.models import Work
from openntm.works.queries.columns import COLUMNS, work_lines
from openntm.works.queries.register import count_of, found_by, here, ordered, rows_of, standing, statements_of, years_of
from openntm.works.queries.works import whole_of, with_parts
from openntm.works.services import works as services
from openntm.works.services.sign import code_of, make_sign
from openntm.works.views.common import at, communes, entered, may_keep, seen

HEADS = [
    ("name", gettext_lazy("Work")),
    ("kind", gettext_lazy("Kind")),
    ("state", gettext_lazy("State")),
    ("budget", gettext_lazy("Budget (dong)")),
    ("percent", gettext_lazy("Volume done (%)")),
    ("end", gettext_lazy("Planned end")),
]
S = Work.State
STEPS: dict[tuple[str, str], Words] = {
    (S.PLANNED, S.UNDERWAY): Words(gettext_lazy("Begin the work"), gettext_lazy("The work has begun.")),
    (S.UNDERWAY, S.FINISHED): Words(gettext_lazy("Record that it is built"), gettext_lazy("The work is built.")),
    (S.UNDERWAY, S.STOPPED): Words(gettext_lazy("Stop the work"), gettext_lazy("The work is stopped.")),
    (S.STOPPED, S.UNDERWAY): Words(gettext_lazy("Resume the work"), gettext_lazy("The work goes on.")),
    (S.FINISHED, S.UNDERWAY): Words(gettext_lazy("Build on"), gettext_lazy("The work goes on.")),
}
CANCEL = Words(gettext_lazy("Cancel the work"), gettext_lazy("The work is cancelled."))


def works(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody: works are public by law."""
    unit, on = spot(request, code, day)
    known = standing(here(works_visible_to(request.user), unit), on)
    form = FindForm(request.GET or None, years=years_of(known))
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    found = ordered(found_by(known, form.wanted()), sort, descending=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, works of %(place)s") % {"place": unit.full_name}
        titles = [one.title for one in COLUMNS]
        return download(ending, "works", titles, work_lines(found.prefetch_related("money"), on), about, is_open=True)
    page = page_of(request, found)
    reads = may(request.user, Action.READ_FIGURES, unit.place, today())
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page, "rows": list(rows_of(page, on))}
    context |= {"all": known.count(), "underway": count_of(known, S.UNDERWAY), "reads": reads}
    context |= {"may_keep": may(request.user, Action.KEEP_WORKS, unit.place, today())}
    context |= {"query": query_without(request, "page", "format"), "statements": statements_of(unit, on)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "works/works.html", context)


def work(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    one = with_parts(Work.objects.filter(pk=seen(request, unit, pk).pk)).get()
    keeps, reads = may_keep(person, one), may(person, Action.READ_FIGURES, one.place, today())
    context: dict[str, Any] = {"unit": unit, "on": on, "work": one, "whole": whole_of(one, today()), "reads": reads}
    context |= {"may_keep": keeps and one.state != S.CANCELLED, "steps": steps_of(one) if keeps else []}
    context["flags"] = [flag for flag in flags_of(neighbours(one)) if flag.work.pk == one.pk] if reads else []
    context["documents"] = documents_visible_to(person).filter(work=one)
    return render(request, "works/work.html", context)


def neighbours(one: Work) -> Any:
    """The works among which a splitting would be seen."""
    return Work.objects.filter(place=one.place).prefetch_related("contracts__supplier", "changes__contract")


def steps_of(one: Work) -> list[tuple[str, Any]]:
    return [(after, step_words(one, after).heading) for after in services.STEPS.get(one.state, ())]


def step_words(one: Work, after: str) -> Words:
    return STEPS.get((one.state, after), CANCEL)


@requires(Action.KEEP_WORKS)
def work_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = WorkForm(request.POST or None, request.FILES or None, units=communes(unit, on))
    words = Words(heading=_("Add a work"), said=_("The work stands in the register."))
    return entry(request, form, services.add_work, back=at("works", code, day), words=words)


@requires(Action.KEEP_WORKS)
def work_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = WorkForm(request.POST or None, request.FILES or None, initial=initial_of(one))
    words = Words(heading=_("Change what is said about the work"), said=_("Saved."), lead=one.name, button=_("Save"))
    back = at("work", code, day, pk)
    return entry(request, form, services.change_work, back=back, given={"pk": pk}, words=words)


@requires(Action.KEEP_WORKS)
def work_step(request: HttpRequest, code: str, day: str, pk: int, after: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = StepForm(request.POST or None, initial={"day": first_day(on)})
    known = step_words(one, after)
    words = Words(heading=known.heading, said=known.said, lead=f"{one.name}: {one.get_state_display()}")
    given, back = {"pk": pk, "after": after}, at("work", code, day, pk)
    danger = after in (S.STOPPED, S.CANCELLED)
    return entry(request, form, services.step_work, back=back, given=given, words=words, is_danger=danger)


def work_sign(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The board at the site, to be printed."""
    unit, on, person = entered(request, code, day)
    one = with_parts(Work.objects.filter(pk=seen(request, unit, pk).pk)).get()
    if request.method == "POST":
        make_sign(by=signed_in(request), pk=pk)
        return redirect("works:work_sign", code, day, pk)
    minted = code_of(one)
    context: dict[str, Any] = {"unit": unit, "on": on, "work": one, "whole": whole_of(one, today())}
    context |= {
        "may_keep": may_keep(person, one),
        "back": at("work", code, day, pk),
        **(drawn(minted) if minted else {}),
    }
    return render(request, "works/sign.html", context)


@requires(Action.READ_FIGURES)
def red_flags(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    known = here(works_visible_to(request.user), unit).prefetch_related("contracts__supplier", "changes__contract")
    found = flags_of(known)
    context = {"unit": unit, "on": on, "page": page_of(request, found), "all": len(found)}
    return render(request, "works/red_flags.html", context)
