"""Who sees what of recognition."""
