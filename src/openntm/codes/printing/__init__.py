"""Sheets of stamps: layouts as data, symbols, and a small PDF writer. Knows no database."""
