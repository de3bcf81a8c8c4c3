"""One module per verb that is more than its definition, named after it."""
