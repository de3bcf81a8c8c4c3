"""Textual on real terminals: input, output and encodings."""
