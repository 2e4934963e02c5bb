"""Pages of heritage."""
