"""A work: a road, a canal, a culture house, from its plan to its hand-over."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place
from openntm.steering.models.statements import Sourced


class Work(Sourced):
    """The project of OC4IDS; its contracts, money, stages and board hang on it."""

    class Kind(models.TextChoices):
        ROAD = "road", _("road")
        IRRIGATION = "irrigation", _("irrigation")
        CULTURE_HOUSE = "culture_house", _("culture house")
        LANDFILL = "landfill", _("landfill")
        NET_HOUSE = "net_house", _("greenhouse or net house")
        SCHOOL = "school", _("school")
        HEALTH = "health", _("health station")
        MARKET = "market", _("market")
        WATER = "water", _("clean water")
        POWER = "power", _("electricity and lighting")
        OFFICE = "office", _("commune office")
        OTHER = "other", _("other work")

    class State(models.TextChoices):
        """As OC4IDS names the stages, with what may go wrong."""

        PLANNED = "planned", _("being prepared")
        UNDERWAY = "underway", _("being built")
        FINISHED = "finished", _("built, not handed over")
        HANDED_OVER = "handed_over", _("handed over and in use")
        STOPPED = "stopped", _("stopped")
        CANCELLED = "cancelled", _("cancelled")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the commune where it lies
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    hamlet_name = models.CharField(max_length=120, blank=True)  # where the hamlet is no unit of the record
    code = models.CharField(max_length=60, blank=True)  # the owner's own number of it
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=600, editable=False)
    kind = models.CharField(max_length=15, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    purpose = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)  # chủ đầu tư
    decision = models.CharField(max_length=100, blank=True)  # that decided the investment
    decided_on = models.DateField(null=True, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)  # km, m2, works …
    budget = models.BigIntegerField(null=True, blank=True)  # đồng, as decided
    planned_start = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    is_community = models.BooleanField(default=False)  # people's money, labour or gifts: the board may ask for more
    shape = models.JSONField(null=True, blank=True)  # GeoJSON Point or LineString, WGS 84, longitude first
    updated_on = models.DateField(null=True, blank=True)  # when something of the work was last entered

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "code"], condition=~Q(code=""), name="work_code_once_in_a_commune"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="work_budget_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(planned_start__isnull=True)
                | Q(planned_end__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                name="work_is_planned_to_end_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(finished_on__isnull=True)
                | Q(finished_on__gte=F("started_on")),
                name="work_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name
