"""The pages of runs of codes."""
