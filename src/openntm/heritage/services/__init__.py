"""Writes of the register of heritage, a module for each thing."""
