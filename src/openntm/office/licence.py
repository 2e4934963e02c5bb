"""Under which licence open data leaves."""

OPEN_DATA = "https://creativecommons.org/licenses/by/4.0/"
