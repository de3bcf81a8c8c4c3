"""For agents: a server on standard input and output, and the page that tells them of the command line."""
