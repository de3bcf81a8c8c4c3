"""What keys do on the desk: a mixin of the main screen for each kind, and a folder for what one opens."""
