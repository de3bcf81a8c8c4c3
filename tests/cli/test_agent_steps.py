"""The environment says that an agent calls: its changes are signed, and taken back in one."""

from pathlib import Path

from tests.cli.reader import CURRICULUM, MIXTURES, SPAR, Reader

AGENT = {"READERAPP_AGENT": "1"}


def test_the_log_says_what_an_agent_did(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    reader("rate", MIXTURES, "3", env=AGENT)
    reader("rate", MIXTURES, "4", env={"READERAPP_AGENT": "0"})
    assert [record["by"] for record in reader("log", "--json").records] == ["reader", "agent", "reader"]
    assert [line.endswith("(agent)") for line in reader("log").lines] == [False, True, False]


def test_undo_takes_back_the_readers_own_step_and_agent_those_of_the_agent(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    reader("tag", CURRICULUM, MIXTURES, "+x", env=AGENT)
    reader("remove", CURRICULUM, env=AGENT)
    reader("rate", MIXTURES, "5", env=AGENT)
    reader("rate", MIXTURES, "2")
    assert "2 of 5" in reader("undo").out
    assert "marked" in reader("undo").out
    undone = reader("undo", "--agent")
    assert (undone.status, undone.out) == (0, "Undid: 3 changes by the agent\n")
    assert reader.state(CURRICULUM)["tags"] == []
    assert reader.state(MIXTURES)["rating"] == 0
    assert reader("log").lines[1].endswith("(agent, undone)")
    assert "3 changes by the agent" in reader("redo").out
    assert reader("show", CURRICULUM).status == 3
    assert reader.state(MIXTURES)["rating"] == 5


def test_papers_that_an_agent_added_and_removed_are_undone_with_the_rest(
    reader: Reader, tmp_path: Path
) -> None:
    source = tmp_path / "two.bib"
    source.write_text("@misc{a, title={The first one}}\n@misc{b, title={The second one}}\n", "utf-8")
    before = reader("list", "is:any", "--json", "--sort", "title").records
    reader("add", str(source), env=AGENT)
    reader("tag", "--query", "title:second", "+new", env=AGENT)
    reader("remove", SPAR, env=AGENT)
    after = reader("list", "is:any", "--format", "{title} {tags}", "--sort", "title").lines
    assert "3 changes by the agent" in reader("undo", "--agent").out
    assert reader("list", "is:any", "--json", "--sort", "title").records == before
    assert "3 changes by the agent" in reader("redo").out
    assert reader("list", "is:any", "--format", "{title} {tags}", "--sort", "title").lines == after


def test_undo_of_an_agents_session_names_the_papers_that_keep_a_later_change(reader: Reader) -> None:
    reader("rate", MIXTURES, SPAR, "5", env=AGENT)
    reader("rate", MIXTURES, "2")
    assert 'kept later changes of "Mixtures of Experts"' in reader("undo", "--agent").out
    assert (reader.state(MIXTURES)["rating"], reader.state(SPAR)["rating"]) == (2, 0)


def test_an_agent_undoes_its_own_steps_only(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    step = reader("log", "--json").records[0]["id"]
    assert reader("undo", env=AGENT).status == 1
    assert "Only the reader" in reader("undo", step, env=AGENT).err
    reader("rate", MIXTURES, "5", env=AGENT)
    assert "5 of 5" in reader("undo", env=AGENT).out
    assert reader.state(SPAR)["status"] == "read"


def test_without_an_agents_step_undo_agent_says_so(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    result = reader("undo", "--agent")
    assert (result.status, result.err) == (1, "readerapp: No agent changed anything that could be undone\n")
    assert reader("undo", "--agent", "abc").status == 1
