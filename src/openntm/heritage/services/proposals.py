"""Writes: what residents know of a site, from the form without an account to its publication or refusal."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.heritage.access import proposals_visible_to
from openntm.heritage.models import Account, Proposal, Site
from openntm.heritage.queries.officers import officers_of
from openntm.heritage.services.keeping import log, own_source, refuse_without
from openntm.heritage.services.refusals import ProposalSettled, SiteEnded, TextMissing
from openntm.office.access import today
from openntm.office.files import keep_for_stranger
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.services import tell
from openntm.office.strangers import no_address
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import clean

State = Proposal.State


@transaction.atomic
def receive_proposal(*, site: int, text: str, contact: str = "", photo: UploadedFile | None = None) -> Proposal:
    """Of somebody without an account: the log keeps neither address nor words."""
    with no_address():
        about = Site.objects.select_related("place").get(pk=site)
        if about.ended_on:
            raise SiteEnded
        if not clean(text):
            raise TextMissing
        kept = keep_for_stranger(photo) if photo else None
        given = {"text": clean(text), "contact": clean(contact), "photo": kept, "at": timezone.now()}
        proposal = Proposal.objects.create(site=about, **given)
        record(None, "site_proposal.receive", proposal, place=about.place)
        tell_keepers(about)
        return proposal


def tell_keepers(site: Site) -> None:
    """Once a day for each site: a flood of proposals is one notice."""
    on = today()
    unit = nearest_version(site.place, on)
    url = reverse("heritage:proposals", args=[unit.code, on.isoformat()])
    with override(settings.LANGUAGE_CODE):
        subject = _("A resident knows more of a heritage site: %(site)s") % {"site": site}
        for person in officers_of(site, Action.KEEP_HERITAGE, on):
            tell(person=person, key=f"site_proposal:{site.pk}:{on}:{person.pk}", subject=subject, url=url)


@transaction.atomic
def publish_proposal(*, by: Person, pk: int, text: str, text_en: str = "") -> Proposal:
    """`text`: what everybody reads, in the office's words, without names of private persons."""
    proposal = open_proposal(by, pk)
    if not clean(text):
        raise TextMissing
    site = proposal.site
    with override("vi"):
        title = _("Told by a resident, published by: %(register)s") % {"register": own_source(site.place)}
    proposal.account = Account.objects.create(
        site=site,
        day=today(),
        source_title=title,
        note_vi=clean(text),
        note_en=clean(text_en),
        confidence="told",
        illustrative=by.is_demonstration,
    )
    return settled(by, proposal, State.PUBLISHED, "site_proposal.publish")


@transaction.atomic
def decline_proposal(*, by: Person, pk: int, reason: str) -> Proposal:
    proposal = open_proposal(by, pk)
    refuse_without(reason)
    proposal.reason = clean(reason)
    return settled(by, proposal, State.DECLINED, "site_proposal.decline")


def open_proposal(by: Person, pk: int) -> Proposal:
    """Locked; raises Proposal.DoesNotExist, ProposalSettled."""
    rows = proposals_visible_to(by).select_related("site__place")
    proposal = rows.select_for_update(of=("self",)).get(pk=pk)
    if proposal.state != State.NEW:
        raise ProposalSettled
    return proposal


def settled(by: Person, proposal: Proposal, state: str, verb: str) -> Proposal:
    """How to reach who sent it is forgotten with it."""
    proposal.state, proposal.contact = state, ""
    proposal.handled_by, proposal.handled_at = by, timezone.now()
    proposal.save()
    log(by, verb, proposal, proposal.site.place, after={"state": state}, reason=proposal.reason)
    return proposal
