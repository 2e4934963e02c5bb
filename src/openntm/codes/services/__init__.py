"""Writes: codes are minted, moved through their life and printed."""

from openntm.codes.services.minting import LENGTH, PRINT_OUT, mint_code, mint_run, print_out_code
from openntm.codes.services.moving import move_codes, moved
from openntm.codes.services.refusals import (
    DoesNotFollow,
    LeadsNowhere,
    NothingChanges,
    OutsideRun,
    ReasonMissing,
    SizeOutOfRange,
)

__all__ = [
    "LENGTH",
    "PRINT_OUT",
    "DoesNotFollow",
    "LeadsNowhere",
    "NothingChanges",
    "OutsideRun",
    "ReasonMissing",
    "SizeOutOfRange",
    "mint_code",
    "mint_run",
    "move_codes",
    "moved",
    "print_out_code",
]
