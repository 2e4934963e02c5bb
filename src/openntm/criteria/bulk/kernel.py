"""Judges a segment of a table, block by block."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk.program import Program
from openntm.criteria.bulk.steps import MET, NOT_APPLICABLE, Codes
from openntm.criteria.bulk.table import Segment
from openntm.criteria.types import CriteriaSet


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """What came out for one segment, blocks × rows × places; counts are criteria and indicators, met and left out."""

    segment: Segment
    program: Program
    findings: NDArray[np.uint8]
    wholes: NDArray[np.uint8]
    criteria: NDArray[np.uint8]
    title: NDArray[np.uint8]
    counts: NDArray[np.unsignedinteger[Any]]
    short: NDArray[np.int32] | None


def judged(segment: Segment, law: CriteriaSet, *, gaps: bool, over: Piece | None = None) -> Piece:
    """Codes, counts and, where asked, how much is missing to each threshold; in the memory of `over` where it fits."""
    program = segment.program
    piece = _room(segment, program, over, gaps=gaps)
    codes, steps = program.block(segment.numbers.shape[2])
    compare = _comparison(segment, codes)
    count = _counting(piece, len(law.indicators))
    findings, wholes = program.findings, program.wholes
    for block in range(len(segment.numbers)):
        compare(block, None if piece.short is None else piece.short[block])
        for step in steps:
            step()
        np.take(codes, findings, axis=0, out=piece.findings[block], mode="clip")
        np.take(codes, wholes, axis=0, out=piece.wholes[block], mode="clip")
        piece.criteria[block] = codes[program.criteria.start : program.criteria.stop]
        piece.title[block] = codes[program.title]
        count(block)
    return piece


def _room(segment: Segment, program: Program, over: Piece | None, *, gaps: bool) -> Piece:
    blocks, columns, width = segment.numbers.shape

    def room(of: str, *shape: int, dtype: Any = np.uint8) -> NDArray[Any]:
        spare: NDArray[Any] | None = getattr(over, of, None)
        if spare is not None and spare.shape == (blocks, *shape) and spare.dtype == dtype:
            return spare
        return np.empty((blocks, *shape), dtype)

    return Piece(
        segment,
        program,
        room("findings", len(program.findings), width),
        room("wholes", len(program.wholes), width),
        room("criteria", len(program.criteria), width),
        room("title", width),
        room("counts", 4, width, dtype=np.uint8 if len(program.names) < 256 else np.uint16),
        room("short", columns, width, dtype=np.int32) if gaps else None,
    )


def _comparison(segment: Segment, codes: Codes) -> Callable[[int, NDArray[np.int32] | None], None]:
    """The first rows of a block of codes: each figure against its threshold, then what the figure is worth at best."""
    _, columns, width = segment.numbers.shape
    holds = np.empty((columns, width), bool)
    mask, signed, own = holds.view(np.uint8), holds.view(np.int8), codes[:columns]
    spare = np.empty((columns, width), np.int32)

    def compare(block: int, short: NDArray[np.int32] | None) -> None:
        short = spare if short is None else short
        asks = segment.asks[block]
        np.subtract(asks.needed, segment.numbers[block], out=short)
        np.less_equal(short, 0, out=holds)
        for at, wide in segment.wide.items():
            holds[at] = wide.numbers[block] >= wide.needed[block]
        np.negative(signed, out=signed)  # all bits where it holds
        if asks.open is not None:
            np.bitwise_or(mask, asks.open, out=mask)
        np.bitwise_and(mask, segment.worth[block], out=own)

    return compare


def _counting(piece: Piece, indicators: int) -> Callable[[int], None]:
    """Counts are added in the 8 bits of the comparison wherever they fit."""
    same = np.empty((max(piece.criteria.shape[1], indicators), piece.title.shape[1]), bool)
    counted = [(part, code) for part in (piece.criteria, piece.findings[:, :indicators]) for code in _COUNTED]

    def count(block: int) -> None:
        for line, (codes, code) in enumerate(counted):
            equal = same[: codes.shape[1]]
            np.equal(codes[block], code, out=equal)
            np.add.reduce(equal.view(np.uint8), axis=0, dtype=piece.counts.dtype, out=piece.counts[block, line])

    return count


_COUNTED = (MET, NOT_APPLICABLE)
