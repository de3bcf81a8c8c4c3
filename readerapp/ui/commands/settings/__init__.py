"""Changing the settings and the keys."""
