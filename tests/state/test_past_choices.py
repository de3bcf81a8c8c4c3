"""What the journal says about papers that were chosen before."""

from readerapp.domain.state import Status
from readerapp.state.past_choices import PastChoices
from tests.state.conftest import Opener


def test_a_paper_that_was_read_stays_so_when_it_is_archived_and_after_a_restart(opened: Opener) -> None:
    store = opened()
    store.change("mark", {"a": {"status": Status.READ}, "b": {"status": Status.ARCHIVED}}, "marked")
    store.change("mark", {"a": {"status": Status.ARCHIVED}}, "archived")
    for each in (store, opened()):
        past = PastChoices().of(each.standing())
        assert past["a"].was_read and not past["b"].was_read
        store.flush()


def test_what_was_undone_was_never_chosen(opened: Opener) -> None:
    store = opened()
    store.change("mark", {"a": {"status": Status.ARCHIVED}}, "archived")
    before = PastChoices().of(store.standing())
    store.change("mark", {"a": {"status": Status.READ}, "b": {"rating": 5}}, "marked")
    assert PastChoices().of(store.standing()) != before
    store.undo()
    assert PastChoices().of(store.standing()) == before


def test_another_place_in_the_queue_is_no_choice_and_a_place_is(opened: Opener) -> None:
    store, past = opened(), PastChoices()
    store.change("queue", {"a": {"queue": 1.0}}, "queued")
    store.change("queue", {"b": {"queue": 2.0}}, "queued")
    chosen = past.of(store.standing())
    assert chosen["a"].place < chosen["b"].place
    store.change("move", {"a": {"queue": 3.0}}, "moved")
    store.change("tag", {"a": {"tags": ("rl",)}}, "tagged")
    assert past.of(store.standing()) == chosen


def test_a_paper_made_unread_again_was_not_read(opened: Opener) -> None:
    store = opened()
    for status in (Status.READ, Status.UNREAD, Status.ARCHIVED):
        store.change("mark", {"a": {"status": status}}, "marked")
    assert not PastChoices().of(store.standing())["a"].was_read
