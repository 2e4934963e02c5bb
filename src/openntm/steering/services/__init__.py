"""Writes: directives, tasks, targets, registrations."""

from openntm.steering.services.loading import (
    is_changed,
    load_directives,
    load_means,
    load_registrations,
    load_targets,
)

__all__ = ["is_changed", "load_directives", "load_means", "load_registrations", "load_targets"]
