"""Reads of support: what is known of an application, lists, the statement of money."""
