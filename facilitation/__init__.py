"""Samskab: group discussions at a workshop day, from the sign-up list to the report."""

__version__ = "0.1.0"
