"""Papers, links, states and queries: frozen values, standard library only, no I/O."""
