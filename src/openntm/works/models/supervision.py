"""What a visit under supervision has beyond a visit: who ran it, who came, what the Front said; and its demands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person
from openntm.visits.models import Observation, Visit
from openntm.works.models.boards import Board, BoardMember


class Round(models.Model):
    """A visit of a board and the way of its record through the Front; the log keeps each step."""

    PERSONAL = frozenset({"others_present"})

    class Runner(models.TextChoices):
        BOARD = "board", _("community supervision board")
        INSPECTORATE = "inspectorate", _("people's inspectorate")
        OTHER = "other", _("other body")

    class Review(models.TextChoices):
        OPEN = "open", pgettext_lazy("record", "being written")
        SUBMITTED = "submitted", pgettext_lazy("record", "handed to the Front")
        CHECKED = "checked", pgettext_lazy("record", "checked by the Front")
        RETURNED = "returned", pgettext_lazy("record", "given back by the Front")
        ACCEPTED = "accepted", pgettext_lazy("record", "accepted by the Front")

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="+", primary_key=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="rounds")
    run_by = models.CharField(max_length=12, choices=Runner, default=Runner.BOARD)
    present = models.ManyToManyField(BoardMember, related_name="+")
    others_present = models.CharField(max_length=300, blank=True)
    to_party = models.TextField(blank=True)  # remarks
    to_government = models.TextField(blank=True)
    to_others = models.TextField(blank=True)
    review = models.CharField(max_length=9, choices=Review, default=Review.OPEN)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    review_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-visit__day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(review="returned") | ~Q(review_reason=""), name="record_is_given_back_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.visit)


class Demand(models.Model):
    """An observation that the Front confirmed and sent: until it stands here the owner need not answer it."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="+", primary_key=True)
    confirmed_on = models.DateField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_to = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)  # of the letter
    days = models.PositiveSmallIntegerField()  # working days to answer
    recovered = models.BigIntegerField(default=0)  # đồng
    cut = models.BigIntegerField(default=0)  # đồng, off the final accounts
    handled = models.TextField(blank=True)  # other handling

    class Meta:
        ordering = ["observation__due", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(recovered__gte=0, cut__gte=0), name="demand_money_not_negative"),
        ]

    def __str__(self) -> str:
        return self.observation.demand
