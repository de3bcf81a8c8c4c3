"""Papers on their way in: added from files and addresses, fetched from services, and their undo records."""
