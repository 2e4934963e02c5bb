"""Acceptance and hand-over of a work, which waits for the board's opinion."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.works.models.boards import Board
from openntm.works.models.works import Work


class Acceptance(models.Model):
    """Partial or final; a final one, once closed, hands the work over."""

    PERSONAL = frozenset({"people"})

    class Kind(models.TextChoices):
        PARTIAL = "partial", _("partial")
        FINAL = "final", _("final, with hand-over")

    class Opinion(models.TextChoices):
        AGREES = "agrees", _("agrees")
        REMARKS = "remarks", _("agrees with remarks")
        DISAGREES = "disagrees", _("does not agree")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="acceptances")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=7, choices=Kind)
    day = models.DateField()
    part = models.CharField(max_length=300, blank=True)  # what is accepted, if not all
    people = models.TextField(blank=True)  # who took part
    minutes = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    opinion = models.CharField(max_length=9, choices=Opinion, blank=True)
    opinion_text = models.TextField(blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    owner_reason = models.TextField(blank=True)  # the reasoned decision in spite of open major findings; public
    taken_over_by = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opinion__in=["remarks", "disagrees"]) | ~Q(opinion_text=""),
                name="opinion_other_than_agreement_has_reasons",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | ~Q(opinion="") & Q(signed_on__isnull=False),
                name="opinion_is_signed_before_it_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(confirmed_on__isnull=False),
                name="acceptance_waits_for_the_opinion_of_the_board",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%Y-%m-%d}"
