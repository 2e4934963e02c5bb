"""Visits by programs that speak OpenRosa, such as ODK Collect; what they send goes the way of the field pages."""
