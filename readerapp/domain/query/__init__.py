"""The query language: syntax tree, lexer, parser and completion."""
