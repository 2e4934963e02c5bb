"""What is filled in about campaigns, meetings, broadcasts and materials."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openntm.office.forms import UnitForm, day_field, limit, quantity_field
from openntm.participation.forms.common import FindForm, count, text
from openntm.participation.models import Campaign, OutreachAct, Resolution, Thing
from openntm.steering.models import Directive
from openntm.works.models import Work

Kind = OutreachAct.Kind
MATERIALS = [(kind.value, kind.label) for kind in (Kind.LEAFLET, Kind.POSTER, Kind.POST)]


class CampaignForm(UnitForm):
    title = text(_("Name of the campaign"), 200, required=True)
    aim = text(_("What is to be reached"), 2000, rows=3)
    directive = forms.ModelChoiceField(
        label=_("Directive behind it"), queryset=Directive.objects.none(), required=False
    )
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"), required=False)

    def __init__(self, *args: Any, directives: QuerySet[Directive], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "directive", directives)


class CampaignEndForm(forms.Form):
    last_day = day_field(_("Last day"))


class ToldForm(UnitForm):
    """What every act of outreach has."""

    hamlet = text(_("Hamlet"), 120)
    day = day_field(_("Day"))
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "campaign", campaigns)


class MeetingForm(ToldForm):
    subject = text(_("What the meeting was about"), 300, required=True)
    spot = text(_("Where"), 200)
    invited = count(_("People invited"))
    men = count(_("Men who came"), required=True)
    women = count(_("Women who came"), required=True)
    households = count(_("Households of the hamlet"))
    households_present = count(_("Households that came"))
    text = text(_("What was said"), 5000, rows=5)
    file = forms.FileField(label=_("Minutes"), required=False, help_text=_("PDF, Word or a photo of the paper."))


class BroadcastForm(ToldForm):
    subject = text(_("What the broadcast was about"), 300, required=True)
    spot = text(_("Loudspeakers, or which part of the commune"), 200)
    times = count(_("How often"), required=True, least=1)
    text = text(_("Text read out"), 5000, rows=5)


class MaterialForm(ToldForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=MATERIALS)
    subject = text(_("What it says"), 300, required=True)
    spot = text(_("Where it hangs or was handed out, or the address of the post"), 200)
    times = count(_("How many"), required=True, least=1)
    file = forms.FileField(label=_("Copy of it"), required=False)
    field_order = ["place", "kind"]


FORMS: dict[str, type[ToldForm]] = {"meeting": MeetingForm, "broadcast": BroadcastForm, "material": MaterialForm}


class ResolutionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Resolution.Kind.choices)
    text = text(_("What was decided"), 3000, required=True, rows=4)
    votes_for = count(_("Votes for"), required=True)
    votes_against = count(_("Votes against"), required=True)
    thing = forms.ChoiceField(
        label=_("Agreed contribution of a household"), choices=[("", "–"), *Thing.choices], required=False
    )
    quantity = quantity_field(_("Quantity a household"), required=False)
    work = forms.ModelChoiceField(label=_("For the work"), queryset=Work.objects.none(), required=False)

    def __init__(self, *args: Any, works: QuerySet[Work], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "work", works)


class FindOutreachForm(FindForm):
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    campaign = forms.TypedChoiceField(label=_("Campaign"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", Kind.choices)
        self.offer("campaign", [(one.pk, one.title) for one in campaigns])
