"""Papers on their way in: which are new, and what each adds to one that is known."""
