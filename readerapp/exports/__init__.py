"""One module a format: papers to text."""
