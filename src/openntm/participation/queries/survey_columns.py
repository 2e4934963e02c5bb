"""Surveys and their results as files; shares are written as they are shown."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openntm.office.wording import in_language
from openntm.participation.queries.surveys import Results, SurveyRow

LIST = (
    *(_("Place"), _("Rule of the survey"), _("First day"), _("Last day"), _("State")),
    *(_("Households asked"), _("Households that answered"), _("Satisfied (%)"), _("Answers lacking")),
)  # fmt: skip
RESULT = (
    *(_("Content"), _("Answers"), _("Satisfied"), _("Not satisfied"), _("No opinion"), _("Satisfied (%)")),
    *(_("Of all households, from (%)"), _("to (%)"), _("Level asked for (%)")),
)


def list_lines(rows: Iterable[SurveyRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        one = row.survey
        about = (row.unit.full_name, in_language(one.rule.says), one.begins, one.ends, one.get_state_display())
        yield (*about, row.sample, row.answered, row.share, row.lacking)


def warnings(results: Results) -> str:
    """What stands beside the counts wherever they go; empty where the result holds."""
    said = []
    if results.lacking:
        counts = {"needed": results.needed, "answered": results.answered, "lacking": results.lacking}
        said.append(gettext("too few answers: %(answered)s of %(needed)s, %(lacking)s are lacking") % counts)
    if results.silent:
        said.append(gettext("no household answered in: %(hamlets)s") % {"hamlets": ", ".join(map(str, results.silent))})
    return "; ".join(said)


def result_lines(results: Results) -> Iterator[tuple[object, ...]]:
    for line in results.lines:
        low, high = line.interval or (None, None)
        counts = (line.answered, line.satisfied, line.dissatisfied, line.undecided)
        yield (line.name, *counts, line.share, low, high, line.least.least if line.least else None)
