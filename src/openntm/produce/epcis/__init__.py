"""EPCIS 2.0 events as JSON-LD: read strictly, identified by their hash, written for others; no database, no clock."""
