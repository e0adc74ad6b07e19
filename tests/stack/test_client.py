"""The typed client: written out of the document, and said to be stale when it is."""

import json
import os

import pytest

from turnout_dev.stack import client
from turnout_dev.stack.errors import StackError

# Stands in for npm: keeps how it was called, and ends as the tool that it runs would.
NPM = """#!/bin/sh
echo "$@" >> "$CALLS"
test "$1" != ci || mkdir -p node_modules
test "$1" = ci || exit "$ENDS_WITH"
"""


@pytest.fixture
def web(tmp_path, monkeypatch):
    programs, folder = tmp_path / "bin", tmp_path / "web"
    for each in (programs, folder):
        each.mkdir()
    (programs / "npm").write_text(NPM, encoding="utf-8")
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("ENDS_WITH", "0")
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


def test_writing_installs_what_it_needs_and_names_the_document(web, tmp_path):
    client.write(tmp_path / "openapi.json", web)

    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[0].startswith("ci")
    assert calls[1] == f"run client -- {tmp_path / 'openapi.json'}"


@pytest.mark.parametrize(("code", "fresh"), [("0", True), ("1", False)])
def test_the_check_tells_fresh_from_stale(web, tmp_path, monkeypatch, code, fresh):
    monkeypatch.setenv("ENDS_WITH", code)

    assert client.is_fresh(tmp_path / "openapi.json", web) is fresh
    assert "--check" in (tmp_path / "calls").read_text(encoding="utf-8")


def test_a_check_that_breaks_is_neither(web, tmp_path, monkeypatch):
    monkeypatch.setenv("ENDS_WITH", "7")

    with pytest.raises(StackError, match="could not be compared"):
        client.is_fresh(tmp_path / "openapi.json", web)


def test_the_document_is_that_of_the_application():
    with client.described() as path:
        document = json.loads(path.read_text(encoding="utf-8"))

    assert document["info"]["title"] == "Turnout"
    assert "/api/v1/organizations/{organization_id}/orders" in document["paths"]
