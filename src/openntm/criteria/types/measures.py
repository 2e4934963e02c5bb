"""How a figure comes out of records: the part of the law that says "in the last two years" and the like."""

from typing import Annotated, Literal

from pydantic import Field

from openntm.criteria.types.strict import Figure, Strict


class Scalar(Strict):
    """The figure is reported as it is."""

    kind: Literal["scalar"] = "scalar"


class Events(Strict):
    """The number of events in the months that end on the day."""

    kind: Literal["events"]
    within_months: int = Field(gt=0)


class Fall(Strict):
    """Yes, when the last full year is lower than each of the years before it."""

    kind: Literal["fall"]
    years: int = Field(default=1, gt=0)


class Members(Strict):
    """Rolled up from hamlets or households: the share that meets, how many meet, or whether all do."""

    kind: Literal["members"]
    result: Literal["share", "count", "all"] = "share"


class Objects(Strict):
    """How many objects (ratings, certificates) are valid on the day, of a grade where one is asked."""

    kind: Literal["objects"]
    grade_at_least: Figure | None = None


class Survey(Strict):
    """Share of answers in favour, or a mean, from a survey that is large and recent enough."""

    kind: Literal["survey"]
    least_answers: int = Field(default=1, gt=0)
    result: Literal["share", "mean"] = "share"
    within_years: int | None = Field(default=None, gt=0)


Measure = Annotated[Scalar | Events | Fall | Members | Objects | Survey, Field(discriminator="kind")]
