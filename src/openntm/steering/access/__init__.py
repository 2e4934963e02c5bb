"""Who sees what is directed, asked and registered, and who may act on it."""
