"""The judge of many places at once: the same meaning as `judge`, in exact scaled whole numbers.

compiled = compile_set(load_set("commune_ntm_2021_2025"), day, region=["tdmnpb", "dbsh"])
result = judge_many(compiled, {"4.2": ["98.5", None], "15.1": [95, 89]})
result.title, result.criteria_met, result.gaps("4.2").decimals()
"""

from itertools import zip_longest

from openntm.criteria.bulk.classes import CompiledSet, compile_set
from openntm.criteria.bulk.derived import with_answers
from openntm.criteria.bulk.gaps import Gaps
from openntm.criteria.bulk.kernel import judged
from openntm.criteria.bulk.numbers import Scaled
from openntm.criteria.bulk.result import BulkResult
from openntm.criteria.bulk.table import Figures, Table, table_of

__all__ = [
    "BulkResult",
    "CompiledSet",
    "Figures",
    "Gaps",
    "Scaled",
    "Table",
    "columns_from",
    "compile_set",
    "judge_many",
]


def columns_from(compiled: CompiledSet, figures: Figures) -> Table:
    """Figures, a column an indicator or part, made ready to be judged; also what follows from another set's."""
    return table_of(compiled, with_answers(compiled, figures, judge_many))


def judge_many(
    compiled: CompiledSet, figures: Figures | Table, *, gaps: bool = True, over: BulkResult | None = None
) -> BulkResult:
    """All places against the set: codes of indicators, prerequisites, criteria and title, counts, gaps.

    `over` is an earlier result that nobody reads any more: its memory is written over, which spares the system the
    work of finding new memory for each of many judgements.
    """
    table = figures if isinstance(figures, Table) else columns_from(compiled, figures)
    if table.compiled is not compiled:
        raise ValueError("the table was made for another compiled set")
    law, spare = compiled.criteria_set, over.pieces if over else ()
    pairs = zip_longest(table.segments, spare[: len(table.segments)])
    return BulkResult(table, tuple(judged(segment, law, gaps=gaps, over=piece) for segment, piece in pairs))
