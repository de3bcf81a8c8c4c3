"""Static word vectors: two files of the package wordllama, whose own code would ask a server for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Self

Array = Any
"""An array of numpy, which may not be there to be imported."""
_PACKAGES = ("wordllama", "numpy", "tokenizers")
_WEIGHTS, _TENSOR = "weights/l2_supercat_256.safetensors", "embedding.weight"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_MAX_WORDS, _MAX_LETTERS = 2_000, 40
"""What of a text counts: a paper's abstract has some two hundred words."""
_MAX_KEPT = 200_000
"""Words whose pieces are kept."""


@cache
def installed() -> bool:
    """Return True if the extra is installed; imports nothing."""
    return all(find_spec(name) for name in _PACKAGES)


class WordVectors:
    """Vectors of texts: the mean of those of their words' pieces."""

    model = "l2_supercat_256"
    """Equal names mean equal vectors."""

    def __init__(self, weights: Array, pieces: Any) -> None:
        self._weights = weights
        self._tokenizer = pieces
        self._known: dict[str, Sequence[int]] = {}

    @classmethod
    def load(cls) -> Self | None:
        """Return the vectors of the installed package; None if there is none or it is damaged."""
        if not installed():
            return None
        from tokenizers import Tokenizer

        try:
            folder = _folder()
            return cls(_mapped(folder / _WEIGHTS), Tokenizer.from_file(str(folder / _TOKENIZER)))
        except Exception:  # noqa: BLE001 - the tokenizer raises nothing more specific
            return None

    def in_memory(self) -> WordVectors:
        """Return the same, quicker for many texts, for twice the room of the file."""
        import numpy as np

        return WordVectors(np.array(self._weights, np.float32), self._tokenizer)

    def of(self, texts: Sequence[str]) -> Array:
        """Return a row of length 1 for each text; zeros for one without words."""
        import numpy as np

        found = np.zeros((len(texts), self._weights.shape[1]), np.float32)
        for at, text in enumerate(texts):
            if pieces := self._pieces(text):
                found[at] = self._weights[pieces].sum(axis=0, dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(lengths, lengths, 1)

    def _pieces(self, text: str) -> Sequence[int]:
        """Return the pieces of a text's words. Words have no piece in common, so each is cut up by itself."""
        if len(self._known) > _MAX_KEPT:
            self._known.clear()
        some = [word[:_MAX_LETTERS] for word in text.split()[:_MAX_WORDS]]
        for word in some:
            if word not in self._known:
                # not many at once: its threads would warn when the program starts another
                self._known[word] = self._tokenizer.encode(_sound(word), add_special_tokens=False).ids
        return [*chain.from_iterable(map(self._known.__getitem__, some))]


def _sound(word: str) -> str:
    """Return a word without halves of characters, which only a program that went wrong writes."""
    return word.encode(errors="replace").decode()


def _folder() -> Path:
    spec = find_spec("wordllama")
    assert spec and spec.origin
    return Path(spec.origin).parent


def _mapped(path: Path) -> Array:
    """Return the vectors in a file, mapped into memory: the size of its header, the header, numbers."""
    import numpy as np

    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(size))[_TENSOR]
    if about["dtype"] != "F16":
        raise ValueError(f"{path} has other numbers")
    start, _ = about["data_offsets"]
    return np.asarray(np.memmap(path, np.float16, "r", 8 + size + start, tuple(about["shape"])))
