"""What the reader did stays with the work it was done to, when others of its title come."""

from __future__ import annotations

from pathlib import Path

import readerapp

ONE = "@article{a, title={Deep Orchards}, author={Lecarn, Yan}, journal={Nature of Things}, year={2015}}\n"
TWO = "@book{b, title={Deep Orchards}, author={Badfellow, Ian}, year={2016}}\n"
PREPRINT = "@misc{c, title={Deep Orchards}, author={Badfellow, Ian}, eprint={1601.00001}, year={2016}}\n"


def test_a_note_stays_with_its_work_when_another_of_that_title_comes(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    with readerapp.open(home=tmp_path / "home") as lib:
        file.write_text(ONE)
        (one,) = lib.add([str(file)]).arrived
        lib.note(one, "about orchards in France")
        file.write_text(TWO)
        (two,) = lib.add([str(file)]).arrived
        lib.note(two, "about a book")
        file.write_text(TWO + ONE)
        assert lib.add([str(file)]).same == 2
        file.write_text(PREPRINT)
        lib.add([str(file)])
    with readerapp.open(home=tmp_path / "home") as lib:
        assert lib.paper(two).key == "arxiv:1601.00001" and lib.paper(two).authors == ("Ian Badfellow",)
        assert lib.state(two).note == lib.state("arxiv:1601.00001").note == "about a book"
        assert lib.paper(one).venue == "Nature of Things"
        assert lib.state(one).note == "about orchards in France"
