"""What a stamp says: its public page, what looks like copying, and what shoppers report."""
