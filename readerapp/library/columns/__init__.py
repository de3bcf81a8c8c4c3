"""What the library keeps of every paper in memory, mapped from the cache: to filter, order and look up."""
