"""Writes of residents' reports: what comes in, what the office does, what the reporter asks, what is forgotten."""
