"""Reads: what was granted, paid and is still to be paid, from the balances that the ledger keeps on each grant."""

from django.db.models import Sum
from django.db.models.functions import Coalesce

from openntm.support.models import Call, Grant


def granted_under(call: Call) -> int:
    """The live grants of the call, in đồng."""
    live = Grant.objects.filter(application__call=call, live=True)
    found: int = live.aggregate(sum=Coalesce(Sum("amount"), 0))["sum"]
    return found
