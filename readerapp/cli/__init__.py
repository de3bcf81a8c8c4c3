"""The command line: one module a few verbs, each loaded when it is called. Never imports Textual."""
