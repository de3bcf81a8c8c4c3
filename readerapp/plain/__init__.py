"""The app as a conversation: lines in, lines out, no escape sequences.

For people who listen to their terminal, and for terminals that can't be drawn on.
"""
