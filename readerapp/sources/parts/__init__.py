"""Long sources read in parts: unpacked, cut into blocks of whole records, read as they come."""
