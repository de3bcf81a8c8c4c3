"""The command line: verbs made from their definitions, each loaded when called. Never imports Textual."""
