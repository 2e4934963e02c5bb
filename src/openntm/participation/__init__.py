"""What people give, hear and say: contributions, outreach, reports of residents, satisfaction surveys."""
