"""Provinces, districts, communes and hamlets with the dates between which each exists, and the acts that change them."""
