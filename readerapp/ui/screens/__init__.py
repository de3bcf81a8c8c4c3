"""The screens that open over the list, one module each."""
