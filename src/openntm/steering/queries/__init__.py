"""Reads: what is directed, asked, aimed at and registered."""

from openntm.steering.queries.targets import (
    check_published_mean,
    check_target,
    closed_on,
    means_on,
    targets_naming,
    targets_on,
)

__all__ = [
    "check_published_mean",
    "check_target",
    "closed_on",
    "means_on",
    "targets_naming",
    "targets_on",
]
