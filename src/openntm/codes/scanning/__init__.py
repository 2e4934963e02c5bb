"""Scanned codes: read in memory, answered with ready pages, written to a journal and counted once a second.

`desk` answers and is the same for Django and for the small application beside it; `fold` counts. Neither knows what a
code stands for: pages and rules about copies are given to them by who does.
"""
