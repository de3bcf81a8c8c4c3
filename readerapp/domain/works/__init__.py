"""Which records are of one work, and what they say together."""
