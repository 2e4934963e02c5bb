"""What residents sent about sites, read, published or declined by keepers."""

from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from openntm.heritage.access import proposals_visible_to
from openntm.heritage.forms import PublishForm
from openntm.heritage.models import Proposal
from openntm.heritage.services import proposals as services
from openntm.heritage.views.common import at
from openntm.office.access import requires, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.entry import Words, entry
from openntm.office.files import content
from openntm.office.files.serve import copy_attachment
from openntm.office.forms import ReasonForm
from openntm.office.listing import page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion

NEW = Proposal.State.NEW


def here(request: HttpRequest, unit: PlaceVersion) -> QuerySet[Proposal]:
    rows = proposals_visible_to(request.user).filter(site__place__in=covered([unit.place], today()))
    return rows.select_related("site", "account", "handled_by", "photo")


@requires(Action.KEEP_HERITAGE)
def proposals(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Those to be read first, then the settled ones."""
    unit, on = spot(request, code, day)
    rows = here(request, unit)
    first = Case(When(state=NEW, then=Value(0)), default=Value(1))
    context = {"unit": unit, "on": on, "page": page_of(request, rows.order_by(first, "-at", "-pk"))}
    context |= {"new": rows.filter(state=NEW).count(), "query": query_without(request, "page")}
    return render(request, "heritage/proposals.html", context)


@requires(Action.KEEP_HERITAGE)
def proposal_publish(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(here(request, unit), pk=pk)
    form = PublishForm(request.POST or None, initial={"text": one.text})
    lead = _("%(site)s. A resident wrote: “%(text)s”") % {"site": one.site, "text": one.text}
    words = Words(_("Publish what a resident knows?"), _("Published on the site's page."), lead, _("Publish"))
    back = at("proposals", code, day)
    return entry(request, form, services.publish_proposal, back=back, given={"pk": pk}, words=words)


@requires(Action.KEEP_HERITAGE)
def proposal_decline(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = get_object_or_404(here(request, unit), pk=pk)
    lead = _("%(site)s. A resident wrote: “%(text)s”") % {"site": one.site, "text": one.text}
    words = Words(_("Leave this unpublished?"), _("It stays unpublished."), lead, _("Do not publish"))
    given, back = {"pk": pk}, at("proposals", code, day)
    form = ReasonForm(request.POST or None)
    return entry(request, form, services.decline_proposal, back=back, given=given, is_danger=True, words=words)


@requires(Action.KEEP_HERITAGE)
def proposal_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """A resident's photo was kept without metadata."""
    unit, _on = spot(request, code, day)
    one = get_object_or_404(here(request, unit), pk=pk)
    if one.photo is None:
        raise Http404
    return copy_attachment(content(one.photo), str(pk))
