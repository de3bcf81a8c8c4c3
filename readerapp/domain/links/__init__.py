"""The links of a paper: found, cleaned and told apart by what they lead to."""
