"""What the judge of many places answers, as arrays over all places in the order in which they came."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk.gaps import Gaps, gaps_of
from openntm.criteria.bulk.kernel import Piece
from openntm.criteria.bulk.table import Table
from openntm.criteria.types import CriteriaSet

Codes = NDArray[np.uint8]
Counts = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class BulkResult:
    """Verdict and reason are one `Code`; places of several days follow each other day by day."""

    table: Table
    pieces: tuple[Piece, ...]

    @property
    def law(self) -> CriteriaSet:
        return self.table.compiled.criteria_set

    @property
    def names(self) -> tuple[str, ...]:
        """The indicators, then the prerequisites."""
        return self.pieces[0].program.names

    def code(self, name: str) -> Codes:
        """The codes of an indicator or a prerequisite."""
        at = self.names.index(name)
        return self._over(lambda piece: piece.findings[:, at])

    def criterion(self, name: str) -> Codes:
        at = [criterion.id for criterion in self.law.criteria].index(name)
        return self._over(lambda piece: piece.criteria[:, at])

    def codes(self) -> Codes:
        """Places × indicators and prerequisites."""
        found = np.empty((self.table.rows, len(self.names)), np.uint8)
        for at, name in enumerate(self.names):
            found[:, at] = self.code(name)
        return found

    def gaps(self, name: str) -> Gaps:
        return gaps_of(self.table, self.pieces, name)

    @property
    def title(self) -> Codes:
        return self._over(lambda piece: piece.title)

    @property
    def criteria_met(self) -> Counts:
        return self._counted(0)

    @property
    def criteria_total(self) -> Counts:
        return len(self.law.criteria) - self._counted(1)

    @property
    def indicators_met(self) -> Counts:
        return self._counted(2)

    @property
    def indicators_total(self) -> Counts:
        return self.law.indicators_declared - self._counted(3)

    def _counted(self, line: int) -> Counts:
        return self._over(lambda piece: piece.counts[:, line])

    def _over(self, part: Callable[[Piece], NDArray[Any]]) -> NDArray[Any]:
        """The blocks of all pieces put where their places were."""
        found = np.empty(self.table.rows, part(self.pieces[0]).dtype)
        for piece in self.pieces:
            found[piece.segment.places] = part(piece).reshape(-1)[: piece.segment.count]
        return found
