"""The reader's own views, saved in `config.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from readerapp.actions.views import own_views
from readerapp.actions.views.view import View
from readerapp.settings import Settings
from readerapp.settings.writer import set_entry


def test_undo_keeps_what_another_program_wrote_just_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"

    def late(*args: object, **options: object) -> object:
        path.write_text('theme = "nord"\n', "utf-8")
        return set_entry(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(own_views, "set_entry", late)
    own_views.save_view(path, View("Mine", "is:unread"), "Saved").undo()
    assert path.read_text("utf-8") == 'theme = "nord"\n'


def test_undo_of_the_first_setting_removes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    own_views.save_view(path, View("Mine", "is:unread"), "Saved").undo()
    assert not path.exists()


def test_a_view_is_found_by_its_name_however_that_is_spaced_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[[views]]\nname = " My   view "\nquery = "is:read"\n', "utf-8")
    (view,) = Settings.load(path).views
    own_views.save_view(path, View(view.name, "is:unread"), "Saved", view.name)
    assert [view.query for view in Settings.load(path).views] == ["is:unread"]
    own_views.remove_view(path, view.name, "Removed")
    assert not Settings.load(path).views
