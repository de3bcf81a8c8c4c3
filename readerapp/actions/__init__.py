"""What a person can do, for the app, the command line and Python alike."""
