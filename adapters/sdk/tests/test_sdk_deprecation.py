"""What is deprecated works until the next major version, warns, and is written down."""

import importlib
from pathlib import Path

import pytest

from turnout_sdk import testing
from turnout_sdk.adapter import Adapter, AdapterSettings, Kind
from turnout_sdk.deprecation import DEPRECATED, SdkDeprecation
from turnout_sdk.sms import Capabilities
from turnout_sdk.testing import ProviderServer, conformance
from turnout_sdk.version import SDK_VERSION, Version

CHANGES = (Path(__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
POLICY = Path(__file__).parents[3] / "docs/reference/sdk-versions.md"


@pytest.fixture
def adapter():
    return Adapter(
        key="acme",
        title="Acme",
        kind=Kind.SMS,
        sdk=">=1,<2",
        settings=AdapterSettings,
        capabilities=Capabilities(),
        build=object,
    )


@pytest.mark.parametrize("each", DEPRECATED, ids=lambda each: each.name)
def test_what_is_deprecated_goes_with_a_later_major_version_and_is_written_down(each):
    since, gone = Version.parse(each.since), Version.parse(each.gone_in)
    assert since <= Version.parse(SDK_VERSION) < gone
    assert (gone.minor, gone.patch) == (0, 0)
    assert f"## {each.since}" in CHANGES
    row = f"| `{each.name}` | {each.since} | {each.gone_in} | `{each.instead}` |"
    assert row in POLICY.read_text(encoding="utf-8")
    assert importlib.import_module(each.name.rpartition(".")[0])


def test_the_former_name_is_the_new_one_and_warns_where_it_is_used():
    with pytest.warns(SdkDeprecation, match=r"Stage is deprecated since SDK 1\.3\.0") as warned:
        assert testing.Stage is ProviderServer
    assert warned[0].filename == __file__


def test_the_former_parameter_does_what_the_new_one_does(adapter):
    def start(folder):
        raise AssertionError("nothing is started before a test asks for it")

    with pytest.warns(SdkDeprecation, match=r"use conformance\(start_provider=…\)") as warned:
        made = conformance(adapter, stage=start)
    assert warned[0].filename == __file__
    assert made.kit.start_provider is start


def test_a_name_that_never_was_is_still_missing():
    with pytest.raises(AttributeError, match="Scene"):
        _ = testing.Scene
