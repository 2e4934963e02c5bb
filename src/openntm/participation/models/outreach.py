"""How people are told and convinced: campaigns, meetings with their votes, broadcasts, what was printed and posted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy as said

from openntm.office.models import Person, StoredFile
from openntm.participation.models.contributions import UNITS, Thing
from openntm.places.models import Place
from openntm.steering.models import Directive
from openntm.steering.models.statements import Sourced
from openntm.works.models import Work


class Campaign(models.Model):
    """What is to be reached among the people, from when to when, and the document behind it."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600, editable=False)
    aim = models.TextField(blank=True)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-first_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "title", "first_day"], name="campaign_once_at_a_place"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="campaign_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OutreachAct(models.Model):
    """One meeting, one series of broadcasts, one material: where, when, what was said, how many it reached."""

    class Kind(models.TextChoices):
        MEETING = "meeting", said("outreach", "meeting")
        BROADCAST = "broadcast", said("outreach", "loudspeaker broadcast")
        LEAFLET = "leaflet", said("outreach", "leaflets")
        POSTER = "poster", said("outreach", "posters and banners")
        POST = "post", said("outreach", "posts on the internet")

    kind = models.CharField(max_length=10, choices=Kind)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the commune
    hamlet = models.CharField(max_length=120, blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="acts", null=True, blank=True)
    day = models.DateField()
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)  # what was said or read out
    spot = models.CharField(max_length=200, blank=True)  # culture house, loudspeaker cluster, address of a post
    times = models.PositiveIntegerField(default=1)  # broadcasts, or copies
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    invited = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)
    women = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)  # of the hamlet
    households_present = models.PositiveIntegerField(null=True, blank=True)
    void_why = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["place", "day"], name="outreach_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="meeting", men__isnull=False, women__isnull=False)
                | ~Q(kind="meeting") & Q(men__isnull=True, women__isnull=True, times__gt=0),
                name="meeting_has_its_head_count",
            ),
            models.CheckConstraint(
                condition=Q(households_present__isnull=True)
                | Q(households__isnull=True)
                | Q(households_present__lte=F("households")),
                name="no_more_households_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def present(self) -> int:
        return (self.men or 0) + (self.women or 0)


class Resolution(models.Model):
    """What a meeting decided, head-count first; a contribution is agreed and never imposed."""

    class Kind(models.TextChoices):
        VILLAGE_PLAN = "village_plan", said("resolution", "plan of the hamlet")
        CONTRIBUTION = "contribution", said("resolution", "voluntary contribution")
        OTHER = "other", said("resolution", "other decision")

    meeting = models.ForeignKey(OutreachAct, on_delete=models.PROTECT, related_name="resolutions")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    thing = models.CharField(max_length=10, choices=Thing, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)  # a household, as agreed
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(thing="", quantity__isnull=True) | Q(kind="contribution", quantity__gt=0) & ~Q(thing=""),
                name="only_a_contribution_has_a_norm",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_carried(self) -> bool:
        """More than half of those present; some matters ask for more, so pages show the counts beside it."""
        return self.votes_for * 2 > self.meeting.present

    @property
    def norm_unit(self) -> str:
        return str(UNITS.get(self.thing, ""))


class Movement(Sourced):
    """A movement that a published page names."""

    key = models.SlugField(max_length=80, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    led_by_vi = models.CharField(max_length=200, blank=True)
    led_by_en = models.CharField(max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_vi
