"""The terminal as it really is: what it sends, what it can draw, whether there is one."""
