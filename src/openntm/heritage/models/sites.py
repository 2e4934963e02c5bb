"""A relic, a scenic spot or a treasured object, its custodians, and what sources tell of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import StoredFile
from openntm.places.models import Place
from openntm.steering.models.statements import Sourced


class Site(Sourced):
    """What is kept because of its age, beauty or meaning; it keeps the commune in which it was first recorded."""

    PERSONAL = frozenset({"latitude", "longitude"})

    class Kind(models.TextChoices):
        """The four kinds of relics and scenic spots, and what is no place."""

        HISTORICAL = "historical", _("historical relic")
        ARCHITECTURAL = "architectural", _("architectural and artistic relic")
        ARCHAEOLOGICAL = "archaeological", _("archaeological relic")
        SCENIC = "scenic", _("scenic spot")
        OBJECT = "object", _("treasured object")
        FESTIVAL = "festival", _("festival")
        UNSTATED = "unstated", _("kind not stated")

    class Rank(models.TextChoices):
        NATIONAL_SPECIAL = "national_special", _("special national relic")
        NATIONAL = "national", _("national relic")
        PROVINCIAL = "provincial", _("provincial relic")
        INVENTORY = "inventory", _("on the province's inventory")
        TREASURE = "treasure", _("national treasure")
        UNSTATED = "unstated", _("rank not stated")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    hamlet = models.CharField(max_length=120, blank=True)
    within = models.ForeignKey("self", on_delete=models.PROTECT, related_name="holds", null=True, blank=True)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=600, editable=False)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.UNSTATED)
    rank = models.CharField(max_length=16, choices=Rank, default=Rank.UNSTATED)
    decision = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_in = models.PositiveSmallIntegerField(null=True, blank=True)  # where a source gives the year alone
    decided_by = models.CharField(max_length=200, blank=True)
    parts = models.TextField(blank=True)  # one a line
    story_vi = models.TextField(blank=True)
    story_en = models.TextField(blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    is_sensitive = models.BooleanField(default=True)  # its exact position is known to its keepers alone
    recorded_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # first day on which it is no longer kept here
    ended_why = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="site_is_named_once_in_a_commune"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="site_position_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | Q(ended_on__isnull=False) & ~Q(ended_why=""),
                name="site_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def part_names(self) -> list[str]:
        return self.parts.splitlines()


class Custodian(models.Model):
    """Who keeps the site between two days; the body is public, the person and the telephone are not."""

    PERSONAL = frozenset({"person", "phone"})

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="custodians")
    body = models.CharField(max_length=200)
    person = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["site", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(valid_to__isnull=True), name="one_custodian_of_a_site_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="custodian_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.body


class Account(Sourced):
    """What one source, or a resident, tells of the site (`note_vi`, `note_en`); those that disagree stand together."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="accounts")
    day = models.DateField(null=True, blank=True)  # on which it was published

    class Meta:
        ordering = ["site", "day", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(note_vi=""), name="account_tells_something")]

    def __str__(self) -> str:
        return self.source_title


class SiteFile(models.Model):
    """A picture, shown to everybody as its copy without metadata, or a document, shown to keepers alone."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=300)
    is_shown = models.BooleanField(default=True)

    class Meta:
        ordering = ["site", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "file"], name="file_once_at_a_site")]

    def __str__(self) -> str:
        return self.caption
