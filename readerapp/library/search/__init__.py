"""From a query to a shelf: filters, index, ranking."""
