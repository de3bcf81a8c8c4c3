"""Possible duplicates: papers that may be one though they share no id."""
