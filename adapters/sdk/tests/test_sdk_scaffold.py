"""`turnout-adapter-new`: a package anywhere, out of templates that come with the SDK."""

import tomllib

import pytest

from turnout_sdk.adapter import Kind
from turnout_sdk.scaffold.adapter import KINDS
from turnout_sdk.scaffold.command import main
from turnout_sdk.testing import quality
from turnout_sdk.version import SDK_VERSION, is_in_range


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_kind_can_be_begun():
    assert set(KINDS) == {each.value for each in Kind}


def test_a_package_is_made_and_what_comes_next_is_said(here, capsys):
    assert main(["sms", "acme_texts"]) == 0
    said = capsys.readouterr().out
    assert "acme_texts/src/turnout_acme_texts/gateway.py\n" in said
    assert "pip install -e 'acme_texts[test]'\n  turnout-adapter-test acme_texts\n" in said
    project = tomllib.loads((here / "acme_texts/pyproject.toml").read_text())
    [needed] = project["project"]["dependencies"]
    assert is_in_range(needed.removeprefix("turnout-sdk"), SDK_VERSION)
    assert project["project"]["entry-points"]["turnout.sms"] == {
        "acme_texts": "turnout_acme_texts:adapter"
    }
    claimed = quality.read(here / "acme_texts/quality.yaml")
    assert claimed.level == "none"
    assert set(claimed.rules.values()) == {"open"}


def test_the_folder_can_be_chosen_and_is_named_in_the_readme(here):
    assert main(["payments", "acme", "--folder", "work/pay"]) == 0
    assert "turnout-adapter-test work/pay" in (here / "work/pay/README.md").read_text()


@pytest.mark.parametrize(
    ("vendor", "said"), [("Acme", "lower-case words"), ("acme", "already exists")]
)
def test_what_cannot_be_made_is_said_and_nothing_is_overwritten(here, capsys, vendor, said):
    (here / "acme").mkdir()
    (here / "acme/README.md").write_text("mine")
    assert main(["payments", vendor]) == 2
    assert said in capsys.readouterr().err
    assert [each.name for each in here.rglob("*")] == ["acme", "README.md"]
    assert (here / "acme/README.md").read_text() == "mine"
