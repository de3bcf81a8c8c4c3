"""Which records describe the same work, and how they are merged."""
