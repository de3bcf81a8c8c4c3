"""What the reader did: store, storage and journal."""
