"""Dashboards, exports and open data: it reads, it never writes the programme's data."""
