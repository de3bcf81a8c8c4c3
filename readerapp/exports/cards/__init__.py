"""Flash cards from the questions and answers in notes."""
