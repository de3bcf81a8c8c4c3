"""`queue order`."""

from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader


def queue(reader: Reader) -> list[str]:
    return reader("queue", "--format", "{key}").lines


def test_the_new_order_is_printed_and_undone_in_one_step(empty: Reader) -> None:
    empty("queue", "add", "--query", "curriculum")
    before = queue(empty)
    planned = empty("queue", "order", "--dry-run", "--format", "{key}").lines
    assert queue(empty) == before != planned and sorted(before) == sorted(planned)
    assert empty("queue", "order", "--format", "{key}").lines == queue(empty) == planned
    assert [record["queue"] for record in empty("queue", "order", "--json").records] == [
        *range(1, len(before) + 1)
    ]
    empty("undo")
    assert queue(empty) == before


def test_keys_name_those_that_may_move(reader: Reader) -> None:
    reader("queue", "add", SPAR, CURRICULUM, MIXTURES)
    assert reader("queue", "order", CURRICULUM, "--format", "{key}").lines == [SPAR, CURRICULUM, MIXTURES]
    result = reader("queue", "order", ORDER)
    assert (result.status, result.out) == (1, "")
    assert result.err == 'readerapp: Not in the queue: "Order Matters [/b]"\n'
    assert reader("queue", "order", "nonsense").status == 3


def test_an_empty_queue_has_no_order(reader: Reader) -> None:
    result = reader("queue", "order")
    assert (result.status, len(result.err.splitlines())) == (1, 1)
    assert "Nothing queued" in result.err
