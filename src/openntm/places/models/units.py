"""A unit, and the versions in which it stood between two days."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from openntm.places.models.kinds import HAMLET_KINDS, Kind, level_of
from openntm.places.vietnamese import clean, fold, sort_key


class Place(models.Model):
    """The identity that stays while codes, names and kinds change; `key` is never shown."""

    key = models.SlugField(max_length=120, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class PlaceVersion(models.Model):
    """How a place stood from `valid_from` until the day before `valid_to`."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="versions")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="child_versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey("places.Act", on_delete=models.PROTECT, null=True, blank=True, related_name="versions")
    verified = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    name_fold = models.CharField(max_length=120, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False)

    class Meta:
        ordering = ["valid_from", "sort_key", "code"]
        indexes = [models.Index(fields=["parent", "valid_from"], name="places_children")]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="places_one_unit_a_code_and_day"),
            models.UniqueConstraint(fields=["place", "valid_from"], name="places_one_version_a_day"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(valid_to__isnull=True), name="places_one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="places_one_unit_in_force_a_code"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="places_version_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("place")), name="places_not_its_own_superior"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name)
        self.name_fold, self.sort_key = fold(self.name), sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """`xã Đông Hưng` in every language: the Vietnamese kind belongs to the name."""
        return f"{KIND_WORDS[self.kind]} {self.name}"

    @property
    def last_day(self) -> date:
        """The last day of an ended version; of one in force, its first: a day on which its address answers."""
        return self.valid_to - timedelta(days=1) if self.valid_to else self.valid_from

    @property
    def level(self) -> int:
        return level_of(self.kind)

    @property
    def is_hamlet(self) -> bool:
        return self.kind in HAMLET_KINDS

    def stands_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def clean(self) -> None:
        """One place has no two versions on a day, and one code no two places."""
        rivals = PlaceVersion.objects.exclude(pk=self.pk).filter(Q(place=self.place) | Q(code=self.code))
        rivals = rivals.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=self.valid_from))
        if self.valid_to:
            rivals = rivals.filter(valid_from__lt=self.valid_to)
        if rivals.exists():
            raise ValidationError(_("Another version of this unit, or another unit of this code, stands on these days"))


KIND_WORDS: dict[str, str] = {
    Kind.TINH: "tỉnh",
    Kind.THANH_PHO: "thành phố",
    Kind.HUYEN: "huyện",
    Kind.XA: "xã",
    Kind.THI_TRAN: "thị trấn",
    Kind.PHUONG: "phường",
    Kind.THON: "thôn",
    Kind.TO_DAN_PHO: "tổ dân phố",
}
