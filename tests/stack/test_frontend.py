"""The web build: run when something changed, and only then."""

import os

import pytest

from turnout_dev.stack import frontend
from turnout_dev.stack.errors import StackError

# Stands in for npm: writes down how it was called and leaves what npm would.
NPM = """#!/bin/sh
echo "$1" >> "$CALLS"
case "$1" in ci) mkdir -p node_modules ;; run) mkdir -p dist ;; esac
test "$*" != "run --silent size" || echo "site 3 kB"
test ! -e fail || { echo "src/main.ts: no such colour"; exit 1; }
"""


@pytest.fixture
def web(tmp_path, monkeypatch):
    programs, folder = tmp_path / "bin", tmp_path / "web"
    programs.mkdir()
    (programs / "npm").write_text(NPM, encoding="utf-8")
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.ts").write_text("export {}", encoding="utf-8")
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def build(web, tmp_path):
    def run() -> list[str]:
        """Build, and return what npm was asked for."""
        calls = tmp_path / "calls"
        calls.write_text("", encoding="utf-8")
        frontend.build(web, tmp_path / "state")
        return calls.read_text(encoding="utf-8").split()

    return run


def test_the_first_build_installs_and_builds(build):
    assert build() == ["ci", "run"]


def test_nothing_changed_means_nothing_done(build):
    build()

    assert build() == []


def test_a_changed_source_is_built_without_installing_again(build, web):
    build()
    (web / "src" / "main.ts").write_text("export default 1", encoding="utf-8")

    assert build() == ["run"]


def test_a_removed_source_is_a_change(build, web):
    build()
    (web / "src" / "main.ts").unlink()

    assert build() == ["run"]


def test_a_changed_lock_installs_again(build, web):
    build()
    (web / "package-lock.json").write_text('{"packages": {}}', encoding="utf-8")

    assert build() == ["ci", "run"]


def test_a_lost_result_is_built_again(build, web):
    build()
    (web / "dist").rmdir()

    assert build() == ["run"]


def test_a_broken_build_shows_why_and_is_tried_again(build, web):
    (web / "fail").touch()
    with pytest.raises(StackError, match="no such colour"):
        build()
    (web / "fail").unlink()

    assert "run" in build()


def test_without_npm_the_message_says_what_to_install(build, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(StackError, match="Node"):
        build()


def test_the_check_builds_then_holds_types_and_sizes_and_returns_the_report(web, tmp_path):
    report = frontend.check(web, tmp_path / "state")

    assert report == "site 3 kB\n"
    assert (tmp_path / "calls").read_text(encoding="utf-8").split() == ["ci", "run", "run", "run"]


def test_lint_installs_what_it_needs_and_fails_with_what_was_said(web, tmp_path):
    frontend.lint(web)
    (web / "fail").touch()

    with pytest.raises(StackError, match="no such colour"):
        frontend.lint(web)
    assert (tmp_path / "calls").read_text(encoding="utf-8").split() == ["ci", "run", "run"]


def test_a_check_that_fails_says_what_it_said(web, tmp_path):
    frontend.build(web, tmp_path / "state")
    (web / "fail").touch()

    with pytest.raises(StackError, match="no such colour"):
        frontend.check(web, tmp_path / "state")
