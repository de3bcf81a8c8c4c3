"""What a typed command does, by the command's id."""
