"""The board that watches a work for the community, who sits on it, what it asks to know and what it reports."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person, StoredFile
from openntm.works.models.works import Work


class Board(models.Model):
    """Set up by a decision of the commune Front for one work (Law 10/2022/QH15, Article 41); it ends with its task."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("board", "being set up")
        STANDING = "standing", pgettext_lazy("board", "standing")
        ENDED = "ended", pgettext_lazy("board", "dissolved")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="boards")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    front = models.CharField(max_length=200)  # the body that decides
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    elected_on = models.DateField(null=True, blank=True)  # the hamlet meeting that elected the residents
    meeting = models.CharField(max_length=200, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)  # households at the meeting
    minutes = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    contents = models.TextField(blank=True)  # of the plan of supervision
    planned_days = models.JSONField(default=list, blank=True)  # of its visits, as 2026-11-23
    told_on = models.DateField(null=True, blank=True)  # the owner, of the plan and the members
    told_number = models.CharField(max_length=60, blank=True)
    early_reason = models.TextField(blank=True)  # why the Front lets it begin before the days of notice are over
    early_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["work"], condition=~Q(state="ended"), name="board_stands_once_at_a_work"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_on__isnull=True),
                name="board_ends_on_a_day_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BoardMember(models.Model):
    """`stated` holds what the member declared, statement by statement: true is “this is so of me”."""

    PERSONAL = frozenset({"name", "left_reason"})

    class Body(models.TextChoices):
        FRONT = "front", _("Fatherland Front committee of the commune")
        INSPECTORATE = "inspectorate", _("people's inspectorate")
        RESIDENT = "resident", _("residents, elected")

    class Role(models.TextChoices):
        HEAD = "head", pgettext_lazy("board", "head")
        DEPUTY = "deputy", pgettext_lazy("board", "deputy head")
        MEMBER = "member", pgettext_lazy("board", "member")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=150)
    body = models.CharField(max_length=12, choices=Body)
    role = models.CharField(max_length=6, choices=Role, default=Role.MEMBER)
    votes = models.PositiveSmallIntegerField(null=True, blank=True)
    stated = models.JSONField(default=dict)
    stated_on = models.DateField()
    is_named = models.BooleanField(default=False)  # agreed to be named in public
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["board", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "person"], condition=Q(to_day__isnull=True), name="person_sits_once_on_a_board"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")) & ~Q(left_reason=""),
                name="member_leaves_after_coming_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sits(self) -> bool:
        return self.to_day is None


class InformationRequest(models.Model):
    """What a board asks to know under Article 85 of Decree 29/2021; `item` is a key of the rules."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="requests")
    item = models.CharField(max_length=40)
    to = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    sent_on = models.DateField()
    due = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("sent_on")), name="information_is_due_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""), name="information_is_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.sent_on:%Y-%m-%d}"


class BoardReport(models.Model):
    """Of a board for a period; `figures` are those of the day on which the head signed."""

    class Kind(models.TextChoices):
        HALF_YEAR = "half_year", _("half-year")
        YEAR = "year", pgettext_lazy("period", "year")
        END = "end", _("at the end of the task")
        OTHER = "other", _("other period")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=9, choices=Kind)
    since = models.DateField()
    until = models.DateField()
    remarks = models.TextField()
    figures = models.JSONField(default=dict)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="board_report_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(signed_on__isnull=False),
                name="board_report_is_signed_before_it_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.until:%Y-%m-%d}"
