"""Outreach: what was said where and how many came, by month; campaigns; meetings and what they decided."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files.serve import print_out_answer
from openntm.office.forms import ReasonForm
from openntm.office.listing import file_asked, page_of, query_without
from openntm.office.roles import Action
from openntm.participation.access.contributions import campaigns_visible_to, outreach_visible_to
from openntm.participation.forms.outreach import FORMS, CampaignEndForm, CampaignForm, FindOutreachForm, ResolutionForm
from openntm.participation.models import OutreachAct
from openntm.participation.queries import outreach as queries
from openntm.participation.services import outreach as services
from openntm.participation.views.common import at, communes, page_of_made
from openntm.places.models import PlaceVersion
from openntm.produce.queries.naming import units_of
from openntm.steering.access.directives import directives_visible_to, in_registers_of
from openntm.works.access import works_visible_to

KEEP = Action.KEEP_OUTREACH
COLUMNS = [
    *(gettext_lazy("Day"), gettext_lazy("Kind"), pgettext_lazy("outreach", "Subject"), gettext_lazy("Commune")),
    *(gettext_lazy("Hamlet"), gettext_lazy("Where"), gettext_lazy("Campaign"), gettext_lazy("Times or copies")),
    *(gettext_lazy("People invited"), gettext_lazy("Men who came"), gettext_lazy("Women who came")),
    *(gettext_lazy("Households of the hamlet"), gettext_lazy("Households that came"), gettext_lazy("Void because")),
]
HEADINGS = {
    "meeting": gettext_lazy("Record a meeting"),
    "broadcast": gettext_lazy("Record broadcasts"),
    "material": gettext_lazy("Record leaflets, posters or posts"),
}


@requires(Action.READ_FIGURES)
def outreach(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    person = signed_in(request)
    campaigns = queries.outreach_here(campaigns_visible_to(person), unit.place).filter(first_day__lte=on)
    every = queries.outreach_here(outreach_visible_to(person), unit.place).filter(day__lte=on)
    form = FindOutreachForm(request.GET or None, campaigns=campaigns)
    acts = queries.found_acts(every, form.wanted("q"), form.wanted("kind"), form.wanted("campaign") or None)
    if ending := file_asked(request):
        return as_file(ending, unit, on, list(acts))
    page = page_of(request, acts)
    units = units_of((one.place_id for one in page), on)
    context = {"unit": unit, "on": on, "form": form, "page": page, "all": every.count()}
    context["rows"] = [{"act": one, "unit": units.get(one.place_id), "month": one.day.replace(day=1)} for one in page]
    context["months"] = queries.months(acts)[:24]
    context |= {"reach": queries.reach(acts), "campaigns": queries.campaigns_with_counts(campaigns)}
    context |= {"movements": queries.movements_at(unit, on), "may_keep": may(person, KEEP, unit.place, today())}
    context |= {
        "query": query_without(request, "page", "format"),
        "illustrative": any(one.illustrative for one in page),
    }
    return render(request, "participation/outreach.html", context)


def as_file(ending: str, unit: PlaceVersion, on: date, acts: list[OutreachAct]) -> HttpResponse:
    about = _("OpenNTM, outreach at %(place)s, as of %(day)s") % {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
    lines = queries.file_lines(acts, units_of((one.place_id for one in acts), on))
    return download(ending, "outreach", COLUMNS, lines, about)


def seen(request: HttpRequest, code: str, day: str, pk: int) -> tuple[PlaceVersion, date, OutreachAct]:
    unit, on = spot(request, code, day)
    rows = queries.outreach_here(outreach_visible_to(signed_in(request)), unit.place)
    return unit, on, get_object_or_404(rows.select_related("campaign__directive", "place", "file", "by"), pk=pk)


@requires(Action.READ_FIGURES)
def outreach_act(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, one = seen(request, code, day, pk)
    context = {"unit": unit, "on": on, "act": one, "commune": units_of([one.place_id], on).get(one.place_id)}
    context["resolutions"] = one.resolutions.select_related("work", "meeting")
    context["may_keep"] = may(request.user, KEEP, one.place, today()) and not one.void_why
    context["illustrative"] = one.illustrative
    return render(request, "participation/outreach_act.html", context)


@require_POST
@requires(Action.READ_FIGURES)
def meeting_print(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    if one.kind != OutreachAct.Kind.MEETING or one.void_why:
        raise Http404
    return print_out_answer(request.POST.get("format"), lambda: services.print_meeting(by=signed_in(request), pk=pk))


@requires(KEEP)
def outreach_add(request: HttpRequest, code: str, day: str, kind: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    if kind not in FORMS:
        raise Http404
    campaigns = queries.outreach_here(campaigns_visible_to(signed_in(request)), unit.place)
    first = {"day": first_day(on), "times": 1}
    form = FORMS[kind](
        request.POST or None, request.FILES or None, units=communes(unit, on), campaigns=campaigns, initial=first
    )
    words = Words(HEADINGS[kind], _("Recorded."))
    given = {} if kind == "material" else {"kind": kind}
    to, back = page_of_made("outreach_act", code, day), at("outreach", code, day)
    return entry(request, form, services.record_outreach, words=words, back=back, given=given, to=to)


@requires(KEEP)
def outreach_void(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    lead = _("“%(subject)s” counts no more; it stays with the reason.") % {"subject": one.subject}
    words = Words(_("Make this record void?"), _("It is void."), lead, _("Make it void"))
    form, back = ReasonForm(request.POST or None), at("outreach_act", code, day, pk)
    return entry(request, form, services.void_outreach, words=words, back=back, given={"pk": pk}, is_danger=True)


@requires(KEEP)
def resolution_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    form = ResolutionForm(request.POST or None, works=works_visible_to(request.user).filter(place=one.place))
    lead = _("%(present)s people came. A contribution is voluntary: nobody who does not give is asked why.")
    words = Words(_("Record what was decided"), _("Recorded."), lead % {"present": one.present})
    back = at("outreach_act", code, day, pk)
    return entry(request, form, services.record_resolution, words=words, back=back, given={"meeting": pk})


@requires(KEEP)
def campaign_begin(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    directives = directives_visible_to(request.user).filter(in_registers_of(unit, on)).order_by("-issued")
    form = CampaignForm(request.POST or None, units=[unit], directives=directives, initial={"first_day": first_day(on)})
    words = Words(_("Begin a campaign"), _("The campaign is recorded."))
    return entry(request, form, services.begin_campaign, words=words, back=at("outreach", code, day))


@requires(KEEP)
def campaign_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(queries.outreach_here(campaigns_visible_to(signed_in(request)), unit.place), pk=pk)
    form = CampaignEndForm(request.POST or None, initial={"last_day": one.last_day or today()})
    words = Words(_("Last day of a campaign"), _("Recorded."), one.title, _("Save"))
    back = at("outreach", code, day)
    return entry(request, form, services.end_campaign, words=words, back=back, given={"pk": pk})
