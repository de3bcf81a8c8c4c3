"""What lies around the terminal: clipboard, browser, editor."""
