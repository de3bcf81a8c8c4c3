"""Long sources in parts: decompressed, cut into blocks of whole records."""
