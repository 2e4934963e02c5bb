"""A small orchard with a run of stamps."""

from openntm.codes.services import mint_run
from orchard import make_orchard
from remembered import remembered

START_REASON = "tem đợt đầu"


@remembered
def make_stamps(size=100, **given):
    here = make_orchard()
    chosen = {"by": here.binh, "kind": "stamp", "size": size, "place": here.commune, "reason": START_REASON}
    here.run = mint_run(**{**chosen, **given})
    return here
