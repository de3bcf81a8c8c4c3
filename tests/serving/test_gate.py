"""Who may use the app in a browser."""

import pytest

from readerapp.serving.gate import Gate, allowed_names, is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_loopback_addresses_need_no_token(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "localhost.example.org", ""])
def test_others_do(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_this_machine_is_called_by_its_own_names(host: str) -> None:
    assert Gate(allowed_names("127.0.0.1"), 8000).why_not(host, None) == ""


@pytest.mark.parametrize(
    "host",
    ["", "evil.example:8000", "127.0.0.1:8001", "127.0.0.1", "localhost.evil.example:8000", "a:b:c", "[::1"],
)
def test_a_request_that_calls_another_server_is_refused(host: str) -> None:
    assert Gate(allowed_names("127.0.0.1"), 8000).why_not(host, None)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9000", "file://"])
def test_a_request_of_another_page_is_refused(origin: str) -> None:
    gate = Gate(allowed_names("127.0.0.1"), 8000)
    assert gate.why_not("127.0.0.1:8000", origin)
    assert not gate.why_not("127.0.0.1:8000", "http://127.0.0.1:8000")


def test_behind_every_address_any_name_will_do_with_the_token() -> None:
    gate = Gate(allowed_names("0.0.0.0"), 8000, "secret")
    assert gate.why_not("my-machine.local:8000", None) == ""
    assert gate.knows("secret")
    assert not any(map(gate.knows, ("", "Secret", "secret ", "secre", "é")))


def test_a_token_that_is_no_text_is_wrong() -> None:
    assert not Gate((), 8000, "secret").knows("secret\udcff")
