"""The order of the queue, and what is put off."""
