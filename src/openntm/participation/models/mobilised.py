"""What published pages say was mobilised, each page's number beside the others."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place
from openntm.steering.models.statements import Sourced


class MobilisedStatement(Sourced):
    """One page's sum from the first year to the last; another page's other sum contradicts it, never replaces it."""

    class Measure(models.TextChoices):
        TOTAL = "total", _("money from all sources")
        PEOPLE = "people", _("money from the people")
        PEOPLE_SHARE = "people_share", _("share of the people in all money")
        CENTRAL = "central", _("central budget")
        LOCAL = "local", _("local budgets")
        COMBINED = "combined", _("money of other programmes")
        LAND = "land", _("land given")
        LABOUR = "labour", _("labour days")
        WALLS = "walls", _("walls pulled down")
        HOUSES_POOR = "houses_poor", _("houses of poor households built or repaired")
        HOUSES_UNITY = "houses_unity", _("houses of great unity built or repaired")

    key = models.SlugField(max_length=80, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=14, choices=Measure)
    day = models.DateField()  # from which it is known: the end of its years, or when the plan was told
    value = models.DecimalField(max_digits=20, decimal_places=3)
    unit = models.CharField(max_length=10)  # dong, percent, m2, days, houses
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    is_least = models.BooleanField(default=False)  # "over 410 billion"
    is_about = models.BooleanField(default=False)
    is_plan = models.BooleanField(default=False)

    class Meta:
        ordering = ["measure", "last_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=0, last_year__gte=F("first_year")), name="mobilised_statement_makes_sense"
            )
        ]

    def __str__(self) -> str:
        return self.key
