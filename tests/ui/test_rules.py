"""Where rows and rules are in the list."""

from __future__ import annotations

import pytest

from readerapp.ui.new_since import Rule, Rules


def test_each_line_is_a_row_or_a_rule_and_each_row_has_its_line() -> None:
    top, middle, end = Rule(0, "top"), Rule(2, "middle"), Rule(5, "end")
    rules = Rules([end, top, middle])
    assert [rules.at(line) for line in range(9)] == [top, 0, 1, middle, 2, 3, 4, end, 5]
    assert all(rules.at(rules.line(index)) == index for index in range(20))


@pytest.mark.parametrize("line", [0, 1, 7])
def test_without_rules_lines_are_rows(line: int) -> None:
    assert Rules().at(line) == Rules().line(line) == line


def test_rules_at_one_row_stand_one_below_the_other() -> None:
    first, second = Rule(1, "new"), Rule(1, "related")
    rules = Rules([first, second])
    assert [rules.at(line) for line in range(4)] == [0, first, second, 1]
    assert rules.line(1) == 3
