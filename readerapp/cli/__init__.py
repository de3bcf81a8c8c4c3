"""The command line. Each verb is a module, imported only when called; none imports Textual."""
