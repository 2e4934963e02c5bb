"""Reads of figures, verdicts, conflicts and gaps; the number of queries never grows with the places."""

from openntm.assessment.queries.completeness import Progress, completeness
from openntm.assessment.queries.conflicts import Conflict, conflicts
from openntm.assessment.queries.figures import FigureView, figures_on, layers_on
from openntm.assessment.queries.results import place_figures, results_on

__all__ = [
    "Conflict",
    "FigureView",
    "Progress",
    "completeness",
    "conflicts",
    "figures_on",
    "layers_on",
    "place_figures",
    "results_on",
]
