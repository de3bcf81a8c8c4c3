"""Views of the list: what they ask for, how they are saved, what they count, where the reader left them."""
