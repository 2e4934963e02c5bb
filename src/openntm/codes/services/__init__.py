"""Writes: codes are minted, moved through their life and printed."""

from openntm.codes.services.minting import LENGTH, PRINT_OUT, mint_code, mint_run, print_out_code
from openntm.codes.services.moving import move_codes, moved
from openntm.codes.services.ordering import (
    export_codes,
    fetch_sheets,
    go_on_with_print,
    order_print,
    ordered,
    stop_print,
)
from openntm.codes.services.refusals import (
    AlreadyOrdered,
    DoesNotFollow,
    LeadsNowhere,
    MintedJustNow,
    NothingChanges,
    NotToBePrinted,
    OutsideRun,
    ReasonMissing,
    SizeOutOfRange,
    UnknownLayout,
    WrongState,
)
from openntm.codes.services.sheets import path_of, resume_stalled
from openntm.codes.services.standing import code_of, standing_code

__all__ = [
    "LENGTH",
    "PRINT_OUT",
    "AlreadyOrdered",
    "DoesNotFollow",
    "LeadsNowhere",
    "MintedJustNow",
    "NotToBePrinted",
    "NothingChanges",
    "OutsideRun",
    "ReasonMissing",
    "SizeOutOfRange",
    "UnknownLayout",
    "WrongState",
    "code_of",
    "export_codes",
    "fetch_sheets",
    "go_on_with_print",
    "mint_code",
    "mint_run",
    "move_codes",
    "moved",
    "order_print",
    "ordered",
    "path_of",
    "print_out_code",
    "resume_stalled",
    "standing_code",
    "stop_print",
]
