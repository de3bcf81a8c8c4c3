"""No file needs a table of contents, no function needs scrolling."""

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "readerapp").rglob("*.py"))
FUNCTION_LIMIT = 40
STYLES_LIMIT = 350

Function = ast.FunctionDef | ast.AsyncFunctionDef


def file_limit(path: Path) -> int:
    """The most lines a file may have, by its room."""
    inside = path.relative_to(ROOT / "readerapp").as_posix()
    if inside == "ui/app.py":
        return 150
    return 350 if inside.startswith(("ui/widgets/", "ui/screens/")) else 300


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= file_limit(path), f"{lines} lines; split it by idea"


@pytest.mark.parametrize("path", sorted((ROOT / "styles").glob("*.tcss")), ids=lambda path: path.name)
def test_a_stylesheet_stays_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= STYLES_LIMIT


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_stays_short(path: Path) -> None:
    text = path.read_text("utf-8")
    coded = lines_of_code(text)
    long = {
        f"{function.name} (line {function.lineno})": size
        for function in functions(ast.parse(text))
        if (size := len(body_lines(function) & coded)) > FUNCTION_LIMIT
    }
    assert not long


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(function: Function) -> set[int]:
    """The line numbers of a function, its docstring left out."""
    docstring = ast.get_docstring(function, clean=False) is not None
    body = function.body[1:] if docstring else function.body
    head = set(range(function.lineno, function.body[0].lineno))
    return head.union(*(range(node.lineno, (node.end_lineno or node.lineno) + 1) for node in body))


def lines_of_code(text: str) -> set[int]:
    """The line numbers that hold more than white space and comments."""
    layout = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    quiet = layout | {tokenize.COMMENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    loud = [token for token in tokens if token.type not in quiet]
    return {line for token in loud for line in range(token.start[0], token.end[0] + 1)}


def test_the_measure_leaves_out_docstrings_comments_and_blank_lines() -> None:
    text = 'def f():\n    """Says.\n\n    More.\n    """\n\n    # why\n    return [\n        1,\n    ]\n'
    (function,) = functions(ast.parse(text))
    assert len(body_lines(function) & lines_of_code(text)) == 4
