"""Papers that may be one though they share no id."""
