"""Printed codes: mint and resolve. A code stores a kind and a key and doesn't know what it stands for."""
