"""Papers that come in: added by the reader, fetched from sources."""
