"""OpenNTM: the open information system for New Rural Development (xây dựng nông thôn mới)."""

__version__ = "0.1.0"
