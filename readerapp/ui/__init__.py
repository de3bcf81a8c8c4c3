"""The terminal app: the only package that imports Textual."""

import os

# Textual paints only at fixed moments, at its own 60 a second apart: what a key changes after its first paint
# would come up to 17 ms late. It reads this when it is imported.
os.environ.setdefault("TEXTUAL_FPS", "240")
