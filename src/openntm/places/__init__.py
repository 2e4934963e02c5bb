"""Provinces, districts, communes and hamlets, each with the dates between which it exists, and the acts that change it."""
