"""Every verb, however the program was started: in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readerapp.actions.keys_and_verbs import VERBS
from tests.cli.reader import CURRICULUM, ORDER, SPAR

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX shell can do with streams")
WORDS = {
    "show": SPAR,
    "text": f"{ORDER} --outline --section 1",
    "similar": SPAR,
    "fetch": "hf nonsense",
    "queue add": SPAR,
    "queue move": f"{SPAR} --top",
    "queue remove": CURRICULUM,
    "mark": f"read {SPAR}",
    "later": f"{SPAR} tomorrow",
    "note": f"{SPAR} --text x",
    "tag": f"{SPAR} +x",
    "rate": f"{SPAR} 3",
    "remove": SPAR,
    "same": f"{SPAR} {CURRICULUM}",
    "add": "$D/new.bib",
    "export": "--format bibtex",
    "watch add": "boats",
    "watch remove": "boats",
    "serve": "--port 0",
    "completion": "bash",
    "copy": f"{SPAR} --print",
    "open": SPAR,
}
"""What a verb is called with, where it needs more than its name."""
SHAPES = (
    "{} >&-",
    "{} 2>&-",
    "{} <&- >&- 2>&-",
    *(["{} >/dev/full"] if Path("/dev/full").exists() else []),
    "{} | head -n 1",
    "mkdir $D/gone && cd $D/gone && rmdir $D/gone && env -u HOME LC_ALL=C PYTHONUTF8=0 {} <&-",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_ends_in_its_result_or_one_line_however_it_is_started(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    (home / "cache").mkdir(parents=True)
    papers = [{"key": key, "title": f"Über 深度 π₀ {key}"} for key in (SPAR, CURRICULUM, ORDER)]
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    (tmp_path / "new.bib").write_text("@misc{x, title={A Paper on Boats}, year=2024}")
    away = {"BROWSER": "true", "https_proxy": "http://127.0.0.1:9", "PYTHONPATH": os.pathsep.join(sys.path)}
    env = {**os.environ, "READERAPP_HOME": str(home), "D": str(tmp_path), **away}
    call = f"{sys.executable} -m readerapp {name} {WORDS.get(name, '')}"
    for shape in SHAPES:
        done = subprocess.run(
            ["/bin/sh", "-c", shape.format(call)],
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        said = done.stderr.decode("utf-8", "replace")
        assert done.returncode in (0, 1, 2, 3), (shape, said)
        assert len(said.splitlines()) <= 1 and "internal error" not in said, (shape, said)


@pytest.mark.parametrize(
    "module",
    [
        "readerapp.cli.exit_status",
        "readerapp.cli.streams",
        "readerapp.cli.main",
        "click",
        "readerapp.library",
    ],
)
def test_ctrl_c_while_the_program_loads_ends_it_quietly(tmp_path: Path, module: str) -> None:
    code = f"""
import sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from readerapp.__main__ import main
sys.argv = ["readerapp", "list"]
main()
"""
    env = {**os.environ, "READERAPP_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert done.returncode in (130, -2)  # a shell reports 130 for both
