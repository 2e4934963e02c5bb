"""The procedure of recognition as dated data, and the engine that says which step may follow: pure, no Django."""
