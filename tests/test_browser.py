"""`make test` takes a browser that starts, or says how to get one."""

from pathlib import Path

import pytest

from tools import browser


@pytest.mark.parametrize(("status", "said"), [(0, ""), (127, browser.HELP)])
def test_a_browser_that_does_not_start_is_none_and_one_reads_how_to_get_one(
    status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "NAMES", ("chromium",))
    monkeypatch.setattr(browser, "from_playwright", lambda: None)
    monkeypatch.setattr(browser, "bring", lambda: None)
    assert (browser.main(), capsys.readouterr().err.strip()) == (int(status > 0), said)
