"""`python -m openntm` is the `openntm` command."""

from openntm.portal.command import main

main()
