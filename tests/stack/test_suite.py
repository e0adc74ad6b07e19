"""`make test` beside pytest: the web's tests run meanwhile, and close with their own words."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from turnout_dev.stack.suite import Vitest, start_vitest

# Stands in for vitest: waits until it is told to end, as a run does that lasts.
NPX = """#!/bin/sh
read go < "$GO"
echo "$*"
printf '\\033[2m Test Files \\033[22m  1 failed | 2 passed (3)\\n      Tests  1 failed | 7 passed (8)\\n'
exit 1
"""


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    programs, sources = tmp_path / "bin", tmp_path / "web" / "src"
    programs.mkdir()
    sources.mkdir(parents=True)
    (programs / "npx").write_text(NPX, encoding="utf-8")
    (programs / "npx").chmod(0o755)
    os.mkfifo(tmp_path / "go")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GO", str(tmp_path / "go"))
    return sources.parent


def started(web: Path) -> Vitest:
    (web / "src" / "dates.test.ts").write_text("", encoding="utf-8")
    run = start_vitest(web.parent / "vitest.log", web)
    assert run is not None
    return run


def test_it_runs_beside_what_its_caller_does(web: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = started(web)
    assert run.process.poll() is None
    (web.parent / "go").write_text("now\n", encoding="utf-8")
    assert run.wait() == 1
    assert "vitest run" in capsys.readouterr().out
    assert run.summary() == [
        "vitest  Test Files   1 failed | 2 passed (3)",
        "vitest  Tests  1 failed | 7 passed (8)",
    ]


def test_without_tests_there_is_nothing_to_run(web: Path) -> None:
    assert start_vitest(web.parent / "vitest.log", web) is None


def test_no_key_of_the_suite_comes_twice():
    """A test that wants another's key had the very same one where they came out of a few."""
    drawn = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(60)]
    moduli = {each.public_key().public_numbers().n for each in drawn}
    assert len(moduli) == 60
    assert {each.key_size for each in drawn} == {2048}
    drawn[0].private_numbers().private_key()  # whose numbers are checked
