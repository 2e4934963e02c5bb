"""The documents of recognition: each a plain function from what it tells of to an office's `Document`."""
