"""One module a sub-command, each with a click command named `command`."""
