"""Reads: how many stamps of a grant may still be minted."""

from openntm.support.models import Grant, Kind


def stamps_left(grant: Grant) -> int:
    """How many may still be minted under the grant."""
    is_stamps = grant.application.call.scheme.kind == Kind.STAMPS
    return int(grant.quantity) - grant.minted if is_stamps and grant.live else 0
