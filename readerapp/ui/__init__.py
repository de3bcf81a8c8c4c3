"""The terminal app: the only package that imports Textual."""

import os

# Textual paints only at fixed moments, by itself 60 a second: what a key changes after its first paint would
# come up to 17 ms late. It reads this when it is imported; where nothing changes, nothing is painted.
os.environ.setdefault("TEXTUAL_FPS", "1000")
