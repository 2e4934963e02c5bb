"""Satisfaction surveys: the plan, the households drawn, who has answered, what was answered: never both together."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person
from openntm.participation.slips import new_key, new_token
from openntm.participation.surveys.questionnaires import Questionnaire, questionnaires
from openntm.participation.surveys.rules import Rule, rules
from openntm.places.models import Place


class Survey(models.Model):
    """One survey of a place, by one rule and one questionnaire."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("survey", "planned")
        OPEN = "open", pgettext_lazy("survey", "answers are taken")
        CLOSED = "closed", pgettext_lazy("survey", "closed")

    class Basis(models.TextChoices):
        RULE = "rule", _("as many households as the rule asks")
        PERCENT = "percent", _("a share of the households")
        MARGIN = "margin", _("a margin of error")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    rule_id = models.CharField(max_length=40)
    questionnaire_id = models.CharField(max_length=40)
    questionnaire_version = models.PositiveSmallIntegerField()
    begins = models.DateField()
    ends = models.DateField()  # the last day: as planned, or earlier where it was closed before
    basis = models.CharField(max_length=10, choices=Basis)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    margin = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(default=95)
    reserve_percent = models.PositiveSmallIntegerField(default=10)
    enters_twice = models.BooleanField(default=False)
    run_by = models.CharField(max_length=200)
    seed = models.CharField(max_length=32, blank=True)  # from which the households were drawn
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    close_reason = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-begins", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="survey_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(state="planned") | ~Q(seed=""), name="survey_open_with_its_seed"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.begins.isoformat()}"

    @property
    def rule(self) -> Rule:
        return rules()[self.rule_id]

    @property
    def questionnaire(self) -> Questionnaire:
        return questionnaires()[self.questionnaire_id, self.questionnaire_version]


class SurveyHamlet(models.Model):
    """A part of the place with as many households as are asked in it; of a district, a commune."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="hamlets")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    households = models.PositiveIntegerField()
    sample = models.PositiveIntegerField()
    reserve = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="survey_hamlet_position"),
            models.UniqueConstraint(fields=["survey", "name"], name="survey_hamlet_name"),
            models.CheckConstraint(
                condition=Q(sample__gte=1) & Q(households__gte=F("sample") + F("reserve")),
                name="survey_hamlet_counts_fit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Slip(models.Model):
    """The paper of one household, with a code of its own; what was answered is not kept with it."""

    class Unreached(models.TextChoices):
        AWAY = "away", _("nobody at home after repeated visits")
        MOVED = "moved", _("moved away")
        REFUSED = "refused", _("does not wish to answer")

    PERSONAL = frozenset({"token"})  # leads to the household; its number is printed on lists of the Front alone
    hamlet = models.ForeignKey(SurveyHamlet, on_delete=models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField()  # of the household in the hamlet's list
    token = models.CharField(max_length=16, unique=True, default=new_token)
    rank = models.PositiveIntegerField(default=0)  # 0: of the sample; from 1 on, the order of the reserve
    is_in_use = models.BooleanField(default=True)
    unreached = models.CharField(max_length=10, choices=Unreached, blank=True)

    class Meta:
        ordering = ["hamlet__position", "rank", "number"]
        constraints = [
            models.UniqueConstraint(fields=["hamlet", "number"], name="slip_one_a_household"),
            models.CheckConstraint(condition=Q(rank__gte=1) | Q(is_in_use=True), name="slip_of_the_sample_in_use"),
        ]

    def __str__(self) -> str:
        return f"{self.hamlet} {self.number}"


class Returned(models.Model):
    """That a household has answered, in whatever mode: once. Nothing else is kept of it, not even when."""

    key = models.BigAutoField(primary_key=True, default=new_key)
    slip = models.OneToOneField(Slip, on_delete=models.CASCADE)

    class Meta:
        verbose_name_plural = "returned"

    def __str__(self) -> str:
        return str(self.slip_id)


class Reading(models.Model):
    """The first entry of a paper that is entered twice; deleted as soon as the second agrees."""

    PERSONAL = frozenset({"said"})
    slip = models.OneToOneField(Slip, on_delete=models.CASCADE, primary_key=True)
    said = models.JSONField()
    differs = models.JSONField(default=list)  # contents on which the second entry was another one
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.slip_id)


class Answer(models.Model):
    """What one household answered; of which only the hamlet and the mode are known."""

    class Mode(models.TextChoices):
        PAPER = "paper", pgettext_lazy("survey", "paper")
        PHONE = "phone", pgettext_lazy("survey", "the household's own telephone")
        INTERVIEW = "interview", pgettext_lazy("survey", "interviewer")

    class Said(models.TextChoices):
        YES = "yes", pgettext_lazy("survey", "satisfied")
        NO = "no", pgettext_lazy("survey", "not satisfied")
        NONE = "none", pgettext_lazy("survey", "no opinion")

    PERSONAL = frozenset({"said"})
    key = models.BigAutoField(primary_key=True, default=new_key)
    hamlet = models.ForeignKey(SurveyHamlet, on_delete=models.PROTECT, related_name="answers")
    mode = models.CharField(max_length=10, choices=Mode)
    said: Any = models.JSONField()  # by the key of the content

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return str(self.key)


class SurveyCount(models.Model):
    """Counted once, when the survey closes; results are read from here alone."""

    hamlet = models.ForeignKey(SurveyHamlet, on_delete=models.PROTECT, related_name="counts")
    mode = models.CharField(max_length=10, choices=Answer.Mode)
    content = models.CharField(max_length=30)
    satisfied = models.PositiveIntegerField()
    dissatisfied = models.PositiveIntegerField()
    undecided = models.PositiveIntegerField()

    class Meta:
        ordering = ["hamlet__position", "mode", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hamlet", "mode", "content"], name="survey_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.hamlet_id} {self.mode} {self.content}"

    @property
    def answered(self) -> int:
        return self.satisfied + self.dissatisfied + self.undecided
