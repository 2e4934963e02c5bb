"""Supervision boards: their list, a board with all that hangs on it, and what the Front and the members enter."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import today
from openntm.office.asked import done, first_day
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files.serve import print_out_answer
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.wording import day_text, in_language
from openntm.places.vietnamese import fold
from openntm.works.access import boards_visible_to, is_front_of, works_visible_to, works_watched_by
from openntm.works.access.boards import boards_led_by
from openntm.works.boards_law import law
from openntm.works.forms import boards as forms
from openntm.works.models import Board
from openntm.works.queries.boards import (
    breaches_of,
    first_visit_from,
    possible_members,
    sentence,
    with_counts,
    without_board,
)
from openntm.works.queries.quarter import counts_of_board
from openntm.works.queries.register import here
from openntm.works.services import board_reports, plans
from openntm.works.services import boards as services
from openntm.works.services.printing import print_plan
from openntm.works.views.common import at, board_of, entered_supervision, file_answer

HEADS = [
    ("work", gettext_lazy("Work")),
    ("number", gettext_lazy("Decision")),
    ("decided", gettext_lazy("Day of the decision")),
    ("members", gettext_lazy("Members")),
    ("visits", gettext_lazy("Visits")),
    ("state", gettext_lazy("State")),
]
SORTS = {
    "work": "work__sort_key",
    "number": "number",
    "decided": "decided_on",
    "members": "members_now",
    "visits": "visits_made",
    "state": "state",
}


def boards(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered_supervision(request, code, day)
    rows = with_counts(here(boards_visible_to(person), unit, "work__place").filter(decided_on__lte=on)).select_related(
        "work"
    )
    form = forms.FindForm(request.GET or None, states=Board.State.choices)
    total = rows.count()
    if state := form.wanted("state"):
        rows = rows.filter(state=state)
    sort = request.GET.get("sort", "")
    descending = request.GET.get("order") == "desc"
    if sort in SORTS:
        rows = rows.order_by(("-" if descending else "") + SORTS[sort], "pk")
    found = [one for one in rows if fold(form.wanted("q")) in fold(one.work.name)]
    if ending := file_asked(request):
        about = _("OpenNTM, supervision boards of %(place)s") % {"place": unit.full_name}
        return download(ending, "boards", [title for _key, title in HEADS], map(line_of, found), about)
    page = page_of(request, found)
    context = {"unit": unit, "on": on, "form": form, "page": page, "boards": page.object_list, "all": total}
    context["query"] = query_without(request, "page", "format")
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["unwatched"] = here(without_board(), unit) if is_front_of(person, unit.place) else []
    return render(request, "works/boards.html", context)


def line_of(one: Any) -> list[Any]:
    said = [one.work.name, one.number, one.decided_on, one.members_now, one.visits_made]
    return [*said, one.get_state_display()]


def board(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered_supervision(request, code, day)
    one = board_of(person, unit, pk)
    context = {"unit": unit, "on": on, "board": one, "work": one.work, "members": one.members.all()}
    context |= {"leads": boards_led_by(person).filter(pk=pk).exists() and one.state != Board.State.ENDED}
    watches = works_watched_by(person).filter(pk=one.work_id).exists() and one.state == Board.State.STANDING
    broken = [] if one.state == Board.State.ENDED else breaches_of(one, today())
    context |= {"watches": watches, "breaches": [(sentence(each), each.basis) for each in broken]}
    context |= {"first_visit": first_visit_from(one), "notice": law().on("notice_days", on)}
    context |= {"rounds": one.rounds.select_related("visit"), "reports": one.reports.all(), "today": today()}
    names = {each.key: in_language(each.text) for each in law().information}
    context["requests"] = [(names.get(each.item, each.item), each, plans.is_late(each)) for each in one.requests.all()]
    context["is_head"] = one.members.filter(person=person, role="head", to_day__isnull=True).exists()
    return render(request, "works/board.html", context)


def board_new(request: HttpRequest, code: str, day: str, work: int) -> HttpResponse:
    unit, on, person = entered_supervision(request, code, day)
    one = get_object_or_404(here(works_visible_to(person), unit), pk=work)
    if not is_front_of(person, one.place):
        raise PermissionDenied
    first = {"front": _("Fatherland Front committee of %(place)s") % {"place": unit.full_name}}
    form = forms.BoardForm(request.POST or None, request.FILES or None, initial={**first, "decided_on": first_day(on)})
    made = form.is_valid() and done(form, services.draft_board, by=person, work=work, **form.cleaned_data)
    if made:
        return redirect("works:board", code, day, made.pk)
    words = {"heading": _("Set up a supervision board"), "button": _("Go on to the members"), "lead": one.name}
    context = {**words, "form": form, "back": at("boards", code, day)}
    return render(request, "office/entry.html", context, status=422 if form.errors else 200)


@require_POST
def board_print(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, person = entered_supervision(request, code, day)
    one = board_of(person, unit, pk)
    return print_out_answer(request.POST.get("format"), lambda: print_plan(by=person, pk=one.pk))


def led(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Board, str]:
    """For the Front; a reader without the right is refused."""
    unit, _on, person = entered_supervision(request, code, day)
    one = board_of(person, unit, pk)
    if not is_front_of(person, one.work.place):
        raise PermissionDenied
    return one, at("board", code, day, pk)


def watched(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Board, str]:
    unit, _on, person = entered_supervision(request, code, day)
    one = board_of(person, unit, pk)
    if not works_watched_by(person).filter(pk=one.work_id).exists():
        raise PermissionDenied
    return one, at("board", code, day, pk)


def member_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    first = {"from_day": one.decided_on if one.state == Board.State.DRAFT else today(), "role": "member"}
    form = forms.MemberForm(request.POST or None, people=possible_members(one, today()), initial=first)
    words = Words(
        heading=_("Add a member"),
        said=_("The member is on record."),
        lead=_("%(work)s. The member answers each statement; the law names who may not sit.") % {"work": one.work},
    )
    return entry(request, form, services.add_member, back=back, given={"board": pk}, words=words)


def member_end(request: HttpRequest, code: str, day: str, pk: int, member: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    who = get_object_or_404(one.members, pk=member)
    form = forms.EndForm(request.POST or None, initial={"day": today()})
    words = Words(heading=_("The member leaves the board?"), button=_("Record it"), said=_("Saved."), lead=who)
    given = {"board": pk, "pk": member}
    return entry(request, form, services.end_member, back=back, given=given, words=words, is_danger=True)


def member_name(request: HttpRequest, code: str, day: str, pk: int, member: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    who = get_object_or_404(one.members, pk=member)
    form = forms.NamedForm(request.POST or None, initial={"is_named": who.is_named})
    words = Words(heading=_("Naming in public"), button=_("Save"), said=_("Saved."), lead=who)
    return entry(request, form, services.name_member, back=back, given={"board": pk, "pk": member}, words=words)


def board_set_up(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    lead = _("Decision %(number)s of %(day)s for %(work)s. From now on the board watches the work.")
    lead = lead % {"number": one.number, "day": day_text(one.decided_on), "work": one.work}
    words = Words(heading=_("Set up the board?"), button=_("Set it up"), said=_("The board stands."), lead=lead)
    form = django_forms.Form(request.POST or None)
    return entry(request, form, services.set_up_board, back=back, given={"pk": pk}, words=words)


def board_dissolve(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    lead = _("%(work)s. The members can write no more; everything they wrote stays.") % {"work": one.work}
    form = forms.EndForm(request.POST or None, initial={"day": today()})
    words = Words(heading=_("Dissolve the board?"), button=_("Dissolve it"), said=_("Saved."), lead=lead)
    return entry(request, form, services.dissolve_board, back=back, given={"pk": pk}, words=words, is_danger=True)


def board_plan(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    days = "\n".join(f"{each[8:]}/{each[5:7]}/{each[:4]}" for each in one.planned_days)
    first = {"contents": one.contents, "planned_days": days, "told_on": one.told_on, "told_number": one.told_number}
    form = forms.PlanForm(request.POST or None, initial=first)
    words = Words(heading=_("Plan of supervision"), button=_("Save the plan"), said=_("Saved."), lead=one.work)
    return entry(request, form, plans.set_plan, back=back, given={"pk": pk}, words=words)


def board_early(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = led(request, code, day, pk)
    lead = _("%(work)s. The law asks for 45 days between the notice and the first visit.") % {"work": one.work}
    words = Words(heading=_("Let visits begin earlier?"), button=_("Allow it"), said=_("Saved."), lead=lead)
    form = forms.EarlyForm(request.POST or None)
    return entry(request, form, plans.allow_early, back=back, given={"pk": pk}, words=words, is_danger=True)


def board_ask(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = watched(request, code, day, pk)
    form = forms.AskForm(request.POST or None, work=one.work, initial={"sent_on": today(), "to": one.work.owner})
    words = Words(heading=_("Ask for information"), said=_("The request is on record."), lead=one.work)
    return entry(request, form, plans.ask_information, back=back, given={"pk": pk}, words=words)


def board_informed(request: HttpRequest, code: str, day: str, pk: int, asked: int) -> HttpResponse:
    one, back = watched(request, code, day, pk)
    get_object_or_404(one.requests, pk=asked)
    form = forms.InformedForm(request.POST or None, initial={"day": today()})
    words = Words(heading=_("Record the answer"), said=_("The answer is on record."), lead=one.work)
    given = {"pk": pk, "request": asked}
    return entry(request, form, plans.record_information, back=back, given=given, words=words)


def board_minutes(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, person = entered_supervision(request, code, day)
    return file_answer(board_of(person, unit, pk).minutes)


def report_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, back = watched(request, code, day, pk)
    form = forms.ReportForm(request.POST or None, initial={"since": one.decided_on, "until": today()})
    words = Words(heading=_("Report of the board"), button=_("Keep the report"), said=_("Saved."), lead=one.work)
    return entry(request, form, board_reports.write_report, back=back, given={"pk": pk}, words=words)


def report(request: HttpRequest, code: str, day: str, pk: int, report: int) -> HttpResponse:
    """The figures of the signature once it is signed, those of now before."""
    unit, on, person = entered_supervision(request, code, day)
    one = board_of(person, unit, pk)
    made = get_object_or_404(one.reports, pk=report)
    counts = made.figures or counts_of_board(one, made.since, made.until)
    context = {"unit": unit, "on": on, "board": one, "work": one.work, "report": made, "counts": counts}
    context |= {"is_head": one.members.filter(person=person, role="head", to_day__isnull=True).exists()}
    context["leads"] = is_front_of(person, one.work.place)
    return render(request, "works/board_report.html", context)


def report_sign(request: HttpRequest, code: str, day: str, pk: int, report: int) -> HttpResponse:
    unit, _on, person = entered_supervision(request, code, day)
    one = board_of(person, unit, pk)
    lead = _("%(work)s. The figures of this moment are kept with the signature.") % {"work": one.work}
    words = Words(heading=_("Sign the report?"), button=_("Sign as head of the board"), said=_("Saved."), lead=lead)
    form, given = django_forms.Form(request.POST or None), {"pk": pk, "report": report}
    back = at("board_report", code, day, pk, report)
    return entry(request, form, board_reports.sign_report, back=back, given=given, words=words)


def report_confirm(request: HttpRequest, code: str, day: str, pk: int, report: int) -> HttpResponse:
    one, _back = led(request, code, day, pk)
    words = Words(heading=_("Confirm the report?"), button=_("Confirm for the Front"), said=_("Saved."), lead=one.work)
    form, given = django_forms.Form(request.POST or None), {"pk": pk, "report": report}
    back = at("board_report", code, day, pk, report)
    return entry(request, form, board_reports.confirm_report, back=back, given=given, words=words)
