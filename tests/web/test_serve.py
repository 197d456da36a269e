"""The verb that puts a desk on the web."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli import app
from tests.web.conftest import Shown

RUN = "from reportedly.cli import main; main()"


@pytest.mark.parametrize("processes", ["1", "2"])
def test_the_address_is_said_and_an_interrupt_ends_it(shown: Shown, processes: str) -> None:
    command = [sys.executable, "-c", RUN, "serve", "--desk", str(shown.path), "--port", "0", "--processes", processes]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            said = server.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address, said
            with urllib.request.urlopen(address[0], timeout=20) as response:
                assert "The latest incidents" in response.read().decode()
            server.send_signal(signal.SIGINT)
            assert server.wait(20) == 0
            assert server.stderr.read() == "reportedly: ended\n"
        finally:
            server.kill()


def test_a_desk_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    result = CliRunner().invoke(app, ["serve", "--desk", str(path)])
    assert result.exit_code == 2
    assert "no desk there" in result.stderr
    assert not path.exists()
