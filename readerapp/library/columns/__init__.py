"""Columns: the values of all papers in memory, mapped from the cache, to filter, sort and look up by."""
