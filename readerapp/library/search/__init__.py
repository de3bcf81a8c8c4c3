"""From a query to a shelf: filters, the index, the ranking."""
