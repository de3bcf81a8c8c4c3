"""What scikit-learn makes of the same papers: TF-IDF, cosine, and a linear support vector machine."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from readerapp.domain.paper import Paper
from tests.benchmarks.readers import Reader

_BACKGROUND = 500
"""Papers without a mark that the support vector machine takes for uninteresting."""


class Rival:
    """The papers as TF-IDF vectors."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        made = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2)
        self._vectors = made.fit_transform([f"{paper.title} {paper.abstract}" for paper in papers])

    def cosine(self, one: int, other: int) -> float:
        """How alike two papers are."""
        return float((self._vectors[one] @ self._vectors[other].T).toarray()[0, 0])

    def similar(self, number: int, count: int) -> list[int]:
        """The papers of the highest cosine."""
        scores = (self._vectors[number] @ self._vectors.T).toarray().ravel()
        return _best(scores, [number], count)

    def for_reader(self, reader: Reader, count: int) -> list[int]:
        """The papers farthest on the right side of the plane between what was read and what was not."""
        marked = [*reader.liked, *reader.archived]
        others = [*{*range(self._vectors.shape[0])}.difference(marked)]
        against = [*reader.archived, *random.Random(reader.field).sample(others, _BACKGROUND)]
        rows = [*reader.liked, *against]
        machine = LinearSVC(C=0.1, class_weight="balanced", random_state=0)
        machine.fit(self._vectors[rows], [1] * len(reader.liked) + [0] * len(against))
        return _best(machine.decision_function(self._vectors), marked, count)


def _best(scores: NDArray[numpy.float64], without: Sequence[int], count: int) -> list[int]:
    scores[list(without)] = -numpy.inf
    return [int(number) for number in numpy.argsort(-scores, kind="stable")[:count]]
