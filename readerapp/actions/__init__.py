"""What a person can do, once, for the app, the command line and Python alike."""
