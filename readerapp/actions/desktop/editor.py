"""Notes written in the reader's own editor."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from readerapp.actions import notes
from readerapp.actions.desktop.drafts import NoteDraft
from readerapp.actions.workspace import Workspace
from readerapp.disk.files import typed_path
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import dataclass
from readerapp.settings import Settings

if TYPE_CHECKING:
    from types import FrameType

    from readerapp.actions.done import Done

_MIN_EDIT_SECONDS = 10.0
"""An editor that ends sooner without a change may only have opened a window elsewhere."""
_POLL_SECONDS = 1.0
_SAVE_SECONDS, _HANGUP_SECONDS = 0.5, 3.0
"""Time for an editor to save by itself once its terminal is closed, and after a hangup signal."""


@dataclass(frozen=True, slots=True)
class EditorExit:
    """How an editor exited."""

    status: int | None
    """Its exit status, negative for a signal; None if it still runs."""
    hung_up: bool = False
    """True if the terminal was closed or the system asked us to end."""

    @property
    def is_normal(self) -> bool:
        """True if the reader left the editor normally."""
        return self.status == 0 and not self.hung_up


Run = Callable[[Sequence[str]], EditorExit]
"""Runs an editor on the terminal."""


def editor_command(env: Mapping[str, str], chosen: str | None = None) -> list[str]:
    """Return the editor's command line: the `chosen` one, else `$VISUAL`, else `$EDITOR`, else `vi`.

    Raises:
        ReaderError: it isn't a command.
    """
    wanted = chosen or env.get("VISUAL") or env.get("EDITOR") or "vi"
    remedy = "set editor in config.toml to one" if chosen else "set $EDITOR to one"
    if shutil.which(wanted, path=env.get("PATH")):  # a path may have spaces
        return [wanted]
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise ReaderError(f"The editor {wanted!r} is not a command ({error}); {remedy}") from error
    if not command or not command[0]:
        raise ReaderError(f"The editor {wanted!r} is not a command; {remedy}")
    return [str(typed_path(command[0])), *command[1:]]


def edit_note(workspace: Workspace, key: str, *, env: Mapping[str, str], run: Run | None = None) -> Done:
    """Edit a paper's note in the reader's editor, and save the text however the editor ends.

    The file is removed once its text is saved and the editor has exited normally. Otherwise it stays, `Done`
    says where, and the next edit of this note continues it. If the note was changed meanwhile, both texts
    are kept.

    Raises:
        ReaderError: the editor can't be started, fails without a new text, or its text can't be read or
            saved; the sentence says where the text is.
    """
    command = editor_command(env, Settings.load(workspace.home.settings).editor)
    try:
        draft = NoteDraft.of(workspace.home.drafts, key, workspace.state(key).note)
    except OSError as error:
        raise ReaderError(f"{workspace.home.drafts} can't be written: {error.strerror}") from error
    try:
        return _edited(workspace, draft, command, run or call)
    finally:
        draft.release()


def _edited(workspace: Workspace, draft: NoteDraft, command: Sequence[str], run: Run) -> Done:
    began = time.monotonic()
    try:
        ended = run([*command, str(draft.path)])
    except OSError as error:
        draft.drop()
        why = (
            f"The editor {command[0]!r} can't be started ({error.strerror}); "
            "set $EDITOR, or editor in config.toml, to one"
        )
        raise ReaderError(why) from error
    text = draft.text()
    if text is None or text == draft.began:
        at_once = time.monotonic() - began < _MIN_EDIT_SECONDS
        return _unchanged(workspace, draft, ended, stays=at_once or text is None)
    try:
        done = notes.write(workspace, draft.key, text, began=draft.began)
        workspace.store.sync()
    except ReaderError as error:
        raise ReaderError(f"{error}; what you wrote is kept in {draft.path}") from error
    if not ended.is_normal:
        draft.keep(text)
        return replace(done, message=f"{done.message}; {_how(command[0], ended)}: {draft.path} stays")
    if left := draft.clear():
        return replace(
            done, message=f"{done.message}; {command[0]} left {_named(left)} in {draft.path.parent}"
        )
    return done


def _unchanged(workspace: Workspace, draft: NoteDraft, ended: EditorExit, *, stays: bool) -> Done:
    done = notes.write(workspace, draft.key, workspace.state(draft.key).note)
    others = draft.clear() if ended.is_normal and not stays else draft.others()
    if ended.is_normal and not stays and not others:
        return done
    if not ended.is_normal:
        raise ReaderError(
            f"{done.message}; {_how('the editor', ended)}: its files are in {draft.path.parent}"
        )
    if others:
        why = f"the editor left {_named(others)} in {draft.path.parent}"
    else:
        why = f"if it is still open, save to {draft.path} and edit the note again"
    return replace(done, message=f"{done.message}; {why}")


def _how(editor: str, ended: EditorExit) -> str:
    if ended.status is None:
        return f"{editor} did not exit"
    if ended.hung_up:
        return "the terminal was closed"
    return f"{editor} exited with {ended.status}" if ended.status > 0 else f"{editor} was killed"


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} files"


class _HungUp(Exception):
    """The terminal was closed."""


def call(command: Sequence[str]) -> EditorExit:
    """Run an editor on this process's terminal until it exits or the terminal is closed.

    ctrl+c is left to the editor.

    Raises:
        OSError: it can't be started.
    """
    with _signals():
        process = subprocess.Popen(command)
        try:
            return EditorExit(_end_of(process))
        except _HungUp:
            return EditorExit(_last_words(process), hung_up=True)


def _end_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for the exit status, polling, since Python handles signals only between two waits."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_POLL_SECONDS)


def _last_words(process: subprocess.Popen[bytes]) -> int | None:
    """Let an editor save after a hangup. Return its exit status, or None if it keeps running."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_SAVE_SECONDS)
    # The system signals it only if a shell is between us and the terminal.
    process.send_signal(signal.SIGHUP if hasattr(signal, "SIGHUP") else signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_HANGUP_SECONDS)
    return None


@contextmanager
def _signals() -> Iterator[None]:
    """A context in which a closed terminal raises `_HungUp` once, and ctrl+c does nothing here.

    Handlers, unlike ignored signals, aren't inherited, so the editor has its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    hung_up = False

    def hang_up(number: int, frame: FrameType | None) -> None:
        nonlocal hung_up
        if not hung_up:
            hung_up = True
            raise _HungUp

    ends = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    keys = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    before = {number: signal.signal(number, hang_up) for number in ends}
    before |= {number: signal.signal(number, lambda *_: None) for number in keys}
    try:
        yield
    finally:
        for number, handler in before.items():
            if not (hung_up and handler is signal.SIG_DFL):  # it would end us before the text is safe
                signal.signal(number, handler)
