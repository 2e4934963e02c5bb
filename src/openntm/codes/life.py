"""The life of a code: which state may follow which. Nothing else in the product decides that."""

from openntm.codes.models.runs import State

ENDS = frozenset({State.VOID, State.LOST, State.DESTROYED})
# A state that follows itself means another holder, or another thing that the codes lead to. A code in use has been seen
# by shoppers: it goes nowhere but to its end, and from an end nothing comes back.
FOLLOWS: dict[str, frozenset[State]] = {
    State.MINTED: ENDS | {State.ALLOTTED},
    State.ALLOTTED: ENDS | {State.MINTED, State.ALLOTTED, State.PRINTED},
    State.PRINTED: ENDS | {State.PRINTED, State.ACTIVE},
    State.ACTIVE: ENDS,
    State.VOID: frozenset(),
    State.LOST: frozenset(),
    State.DESTROYED: frozenset(),
}
