"""Long sources read in parts: decompressed, cut into blocks of whole records, read as they come."""
