"""The reader's other machines: state and papers merged from files, and kept together over git."""
