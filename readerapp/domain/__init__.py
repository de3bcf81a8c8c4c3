"""What a paper, a link, a state and a query are: frozen values, standard library only, no I/O."""
