"""Papers on their way in: what SOURCE arguments, pastes and dropped paths mean, read and counted."""
