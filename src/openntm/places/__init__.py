"""Provinces, districts, communes and hamlets, each with the days between which it exists, and what changes it."""
