"""The reader's other machines: files merged, and homes synced over git."""
