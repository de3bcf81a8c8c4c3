"""The app is served to those who may use it, and ends with its page or the server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM

import pytest

from tests.serving.conftest import Serve, Served

pytest.importorskip("textual_serve", reason="the extra serve is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux")]

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def get(served: Served, path: str = "/", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer."""
    connection = closing(HTTPConnection("127.0.0.1", served.port, timeout=20))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with connection as opened:
        opened.request("GET", path, headers=named)
        answer = opened.getresponse()
        text = answer.read().decode()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


@contextmanager
def connected(served: Served, **headers: str) -> Iterator[int]:
    """The status with which a websocket is opened or refused; closed at the end."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/ws?width=80&height=24", headers={**UPGRADE, **headers})
    with closing(connection), closing(connection.getresponse()) as answer:
        yield answer.status


def refused(served: Served, **headers: str) -> bool:
    """Whether a websocket is refused."""
    with connected(served, **headers) as status:
        return status == 403


def test_the_page_needs_nothing_from_elsewhere_and_is_in_no_other_page(serve: Serve) -> None:
    served = serve()
    status, headers, text = get(served)
    assert status == 200
    assert f"ws://127.0.0.1:{served.port}/ws" in text
    assert "https://" not in text
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_page_elsewhere_gets_nothing_under_any_name(serve: Serve) -> None:
    served = serve()
    assert get(served, Host="evil.example")[0] == 403
    assert get(served, "/static/js/textual.js", Host=f"evil.example:{served.port}")[0] == 403
    for headers in ({"Origin": "http://evil.example"}, {"Host": f"evil.example:{served.port}"}):
        assert refused(served, **headers)
    assert served.apps() == []


def test_who_does_not_know_the_token_gets_nothing(serve: Serve) -> None:
    served = serve("--token", "secret")
    assert served.address.endswith("/?token=secret")
    for path in ("/", "/ws", "/static/js/textual.js", "/download/x", "/?token=wrong"):
        assert get(served, path)[0] == 403
    assert refused(served, Cookie="readerapp-token=wrong")
    status, headers, _ = get(served, "/?token=secret")
    assert (status, headers["location"]) == (303, "/")
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]
    assert get(served, Cookie="readerapp-token=secret")[0] == 200
    assert served.apps() == []


def test_another_address_always_has_a_token(serve: Serve) -> None:
    served = serve("--host", "0.0.0.0")
    assert len(served.address.partition("token=")[2]) >= 32
    assert get(served)[0] == 403


@pytest.mark.parametrize("signal", [SIGINT, SIGTERM, SIGKILL])
def test_apps_end_with_the_server(serve: Serve, signal: int) -> None:
    served = serve()
    with connected(served) as status:
        assert status == 101
        served.wait_until((served.home / "cache" / "visit.json").exists, "the app to show its list")
        assert len(served.apps()) == 1
        served.process.send_signal(signal)
        served.wait_until(lambda: served.apps() == [], "the app to end")
    assert served.process.wait(20) in (0, -SIGKILL)


def test_an_app_ends_with_its_page(serve: Serve) -> None:
    served = serve()
    with connected(served) as status:
        assert status == 101
        served.wait_until(lambda: len(served.apps()) == 1, "an app")
    served.wait_until(lambda: served.apps() == [], "the app to end")


def test_a_port_that_is_taken_is_one_sentence(serve: Serve, tmp_path: Path) -> None:
    served = serve()
    done = subprocess.run(
        [sys.executable, "-m", "readerapp", "serve", "--port", str(served.port)],
        env={**os.environ, "READERAPP_HOME": str(tmp_path / "other")},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"port {served.port}, can't be listened on" in done.stderr
