"""The criteria sets of each period as dated data, and the judge of figures against them: pure, no Django."""
