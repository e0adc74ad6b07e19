"""The script that partners load: addresses that last, and hashes by which pages pin it."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from tests.conftest import ROOT

from turnout.site.embeds.scripts import EmbedScripts

RELEASED = ROOT / "platform" / "web" / "embed"
RELEASES = json.loads((RELEASED / "releases.json").read_text(encoding="utf-8"))
FILES = ("turnout.js", "turnout.mjs", "turnout.d.ts")


def integrity_of(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


@pytest.mark.parametrize("version", sorted(RELEASES))
def test_a_release_is_what_pages_pinned(version):
    for name in FILES:
        content = (RELEASED / version / name).read_bytes()
        assert integrity_of(content) == RELEASES[version][name], (
            "A release never changes: make another with tools/embed-release.mjs"
        )


def test_the_newest_release_is_made_of_the_source_as_it_is():
    newest = max(RELEASES, key=lambda each: [int(part) for part in each.split(".")])
    folder = ROOT / "platform" / "web" / "src" / "sdk"
    total = hashlib.sha256()
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if ".test." not in path.name:
            total.update(path.name.encode() + path.read_bytes())
    assert total.hexdigest() == RELEASES[newest]["source"], (
        "The source has changed: make another release with tools/embed-release.mjs"
    )


def test_a_major_version_is_its_newest_release(tmp_path: Path):
    (tmp_path / "embed").mkdir()
    said = {each: {"turnout.js": "sha384-x"} for each in ("1.0.0", "1.10.0", "1.9.3", "2.0.0")}
    (tmp_path / "embed" / "releases.json").write_text(json.dumps(said), encoding="utf-8")
    scripts = EmbedScripts(tmp_path)
    assert [scripts.newest(each) for each in ("v1", "v2", "v3", "1.9.3", "vx")] == [
        "1.10.0", "2.0.0", None, None, None,
    ]  # fmt: skip
    assert scripts.latest == "2.0.0"
    assert EmbedScripts(tmp_path / "nowhere").latest is None


def test_the_scripts_have_addresses_beside_those_of_events(client):
    found = client.application.url_map.bind("tickets.example")
    for path, endpoint in (
        ("/embed/v1/turnout.js", "site.embed_script"),
        ("/embed/1.0.0/turnout.mjs", "site.embed_script"),
        ("/embed/releases.json", "site.embed_releases"),
        ("/embed/meridian", "site.framed_events"),
        ("/embed/meridian/lantern-night", "site.framed_checkout"),
    ):
        assert found.match(path)[0] == endpoint, path


def test_what_was_not_released_is_not_there(client):
    for path in ("/embed/9.9.9/turnout.js", "/embed/v9/turnout.js", "/embed/v1/other.js"):
        assert client.get(path).status_code == 404
