"""judge_many beside OpenFisca-core and a bare copy of the same bytes, in one run.

Every side starts from figures in its own arrays and ends with a code for each indicator, the criteria, the counts
and the title; judge_many also with the gaps. The copy moves what judge_many reads and writes, once;
both write into memory that is there already.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import version
from statistics import median
from time import process_time
from typing import Any

import numpy as np
from figures import DAY, Figures, law, regions
from openfisca_rules import calculated, filled, system

from openntm.criteria import Code, judge
from openntm.criteria.bulk import BulkResult, Table, columns_from, compile_set, judge_many

SIZES = (2_621, 10_000)
MANY = 1_000_000
OWN_RUNS, OTHER_RUNS = 60, 3


def main() -> None:
    of = law()
    print(f"{of.id}: {len(of.indicators)} indicators in {len(of.by_id)} columns")
    print(f"beside OpenFisca-core {version('openfisca-core')}\n")
    print("   places  regions   judge_many       copy  OpenFisca  × the copy  × as fast  indicators a second")
    for places in SIZES:
        for most in (7, 1):
            _measure(places, most)
    print("\nWanted for the law as it is, by regions: at most 10 × the copy, at least 100 × as fast as OpenFisca.")
    print("One region spares OpenFisca its look-up by region: the least that it can take.\n")
    _show_wrong(SIZES[-1])
    _show_memory()


def _measure(places: int, most: int) -> None:
    of, each, figures = law(), regions(law(), places, most), Figures(law(), places)
    compiled = compile_set(of, DAY, region=each)
    table = columns_from(compiled, figures)
    room = judge_many(compiled, table)
    own, copy = _medians(lambda: judge_many(compiled, table, over=room), _copying(table, judge_many(compiled, table)))
    made = system(of, each)
    other = median(_timed(_calculating(made, each, figures)) for _ in range(OTHER_RUNS))
    times = f"{own * 1e3:>8.2f} ms {copy * 1e3:>7.2f} ms {other * 1e3:>7.0f} ms"
    speed = f"{places * len(of.indicators) / own / 1e6:>8.0f} million"
    print(f"{places:>9,}  {most:>7}  {times}  {own / copy:>10.1f}  {other / own:>9.0f}  {speed}")


def _calculating(made: Any, each: list[str], figures: Figures) -> Callable[[], object]:
    """OpenFisca keeps what it has calculated: each run needs its own simulation, filled before the clock starts."""
    simulation = filled(made, each, figures)
    return lambda: calculated(simulation, figures.of)


def _copying(table: Table, result: BulkResult) -> Callable[[], None]:
    read = [array for segment in table.segments for array in (segment.numbers, segment.worth)]
    written = [
        array
        for piece in result.pieces
        for array in (piece.findings, piece.wholes, piece.criteria, piece.title, piece.counts, piece.short)
        if array is not None
    ]
    pairs = [(np.empty_like(array), array) for array in (*read, *written)]

    def copy() -> None:
        for to, array in pairs:
            np.copyto(to, array)

    return copy


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _medians(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """In turns, so that whatever else the machine does meets both."""
    pairs = [(_timed(one), _timed(other)) for _ in range(OWN_RUNS)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def _show_wrong(places: int) -> None:
    """How many verdicts come out wrong because figures are 32-bit floats: at the edge, and away from it."""
    for title, at_the_edge in (("near the thresholds", False), ("on a threshold or a millionth beside it", True)):
        of, each, figures = law(), regions(law(), places), Figures(law(), places, at_the_edge=at_the_edge)
        result = judge_many(compile_set(of, DAY, region=each), figures)
        _compare_with_judge(result, figures, each)
        other = calculated(filled(system(of, each), each, figures), of)
        wrong = sum(int((other[i.id] != result.code(i.id)).sum()) for i in of.indicators)
        total = places * len(of.indicators)
        print(f"figures {title}: OpenFisca's 32-bit floats give {wrong:,} of {total:,} verdicts wrongly, judge_many 0")


def _compare_with_judge(result: BulkResult, figures: Figures, each: list[str], sample: int = 40) -> None:
    """The exact judge of one place has the last word."""
    columns = {name: _decimals(figures, name, sample) for name in figures}
    codes = result.codes()
    for at in range(sample):
        alone = judge(figures.of, {name: own[at] for name, own in columns.items()}, DAY, region=each[at])
        own = [indicator.id for indicator in figures.of.indicators]
        said = [(alone.findings[name].verdict, alone.findings[name].because) for name in own]
        if said != [(code.verdict, code.because) for code in map(Code, codes[at, : len(own)].tolist())]:
            sys.exit(f"judge and judge_many disagree on place {at}")


def _decimals(figures: Figures, name: str, sample: int) -> list[Any]:
    column, asked = figures[name], figures.of.by_id[name]
    kind = asked.value_kind
    numbers = [Decimal(number).scaleb(-column.digits) for number in column.figures[:sample].tolist()]
    told = [bool(n) if kind == "boolean" else asked.scale[int(n)] if kind == "grade" else n for n in numbers]
    return [None if gone else one for one, gone in zip(told, column.missing[:sample].tolist(), strict=True)]


def _show_memory() -> None:
    """In a process of its own, because the peak counts from its start."""
    told = subprocess.run(
        [sys.executable, __file__, str(MANY)], check=True, capture_output=True, text=True, env=os.environ
    )
    print(told.stdout.strip())


def _judge_very_many(places: int) -> None:
    of = law()
    compiled = compile_set(of, DAY, region=regions(of, places))
    table = columns_from(compiled, Figures(of, places))
    seconds = _timed(lambda: judge_many(compiled, table))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    told = f"judged in {seconds:.2f} s, peak memory of the whole process {peak:.2f} GiB (wanted: under 4)"
    print(f"{places:,} places: {told}")


if __name__ == "__main__":
    _judge_very_many(int(sys.argv[1])) if len(sys.argv) > 1 else main()
