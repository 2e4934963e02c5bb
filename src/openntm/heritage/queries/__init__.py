"""Reads of the register of heritage."""
