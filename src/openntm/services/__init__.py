"""Administrative procedures: their plain guides, the posters that lead to them, and those who help with them."""
