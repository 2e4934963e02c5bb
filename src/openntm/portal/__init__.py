"""Settings, root addresses, base pages and the `openntm` command."""
