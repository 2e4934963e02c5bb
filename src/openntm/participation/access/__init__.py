"""Who sees and who writes what of participation."""
