"""Directive documents and targets; registrations to reach a title."""
