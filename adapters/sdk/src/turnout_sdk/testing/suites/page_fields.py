"""A provider's own fields on a page: the module that is packed, and what it may reach."""

import re
import subprocess
from dataclasses import replace

import pytest

from turnout_sdk.page_fields import LARGEST_MODULE, PageFields
from turnout_sdk.payments import Flow, Method
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.paying import charge
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.testing.verdict import broken

_MOUNT = re.compile(
    r"^export\s+(?:async\s+)?(?:function\s*\*?\s*mount\b|(?:const|let)\s+mount\b)"
    r"|^export\s*\{[^}]*\bmount\b[^}]*\}",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"(?:https?|wss?):\\?/\\?/[^\s\"'`/\\<>)]*|(?<=[\"'`])//[^\s\"'`/\\<>)]+")
_MADE_CODE = re.compile(r"\beval\s*\(|\bnew\s+Function\b|\bjavascript:|\.innerHTML\b|\.outerHTML\b")
_LONGEST_NODE_SECONDS = 60


class PageFieldsOnOurPage(Suite):
    """Capability: fields on a page."""

    @rule("described-as-data")
    def test_the_module_is_packed_and_small(self, harness: AdapterHarness) -> None:
        content = _declared(harness).read()
        assert 0 < len(content) <= LARGEST_MODULE, f"{len(content)} bytes"

    @rule("described-as-data")
    def test_the_module_exports_mount(self, harness: AdapterHarness) -> None:
        assert _MOUNT.search(_source(harness)), "export async function mount(place, given) { … }"

    @rule("described-as-data")
    def test_the_module_names_no_origin_that_is_not_declared(self, harness: AdapterHarness) -> None:
        declared = _declared(harness)
        known = {each for each in declared.declared() if isinstance(each, str)}
        named = {_address(each) for each in _ADDRESS.findall(_source(harness))}
        strange = sorted(each for each in named if not _is_covered(each, known))
        assert not strange, f"not declared: {', '.join(strange)}"

    @rule("described-as-data")
    def test_the_module_makes_no_code_and_no_markup_of_text(self, harness: AdapterHarness) -> None:
        found = _MADE_CODE.findall(_source(harness))
        assert not found, f"a strict content policy refuses {found[0]}"

    @rule("described-as-data")
    def test_its_settings_give_the_page_its_origins(self, harness: AdapterHarness) -> None:
        declared = _declared(harness)
        settings = harness.kit.adapter.configure(harness.settings())
        values = settings.model_dump(mode="json") | dict.fromkeys(declared.needs, "given")
        assert declared.origins(values, is_secure=False) is not None

    @rule("described-as-data")
    def test_the_module_keeps_to_the_providers_contract(
        self, request: pytest.FixtureRequest
    ) -> None:
        """`fields.test.mjs` beside the tests imports the module and plays the provider's script."""
        scenes = request.path.with_name("fields.test.mjs")
        if not scenes.exists():
            return  # the module is tried in a browser, or not at all
        done = subprocess.run(  # noqa: S603 - the adapter's own file
            ["node", "--test", scenes.name],  # noqa: S607 - as developers have it
            cwd=scenes.parent,
            capture_output=True,
            text=True,
            timeout=_LONGEST_NODE_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


class PaymentFieldsOnOurPage(Suite):
    """Capability: fields on a page, in which one pays."""

    @rule("described-as-data")
    def test_a_start_hands_the_fields_what_they_need(self, harness: AdapterHarness) -> None:
        method = _embedded(harness)
        assert method is not None, "fields are declared, and no method is paid in them"
        operation = harness.open().start(replace(charge(harness), method=method.key))
        action = operation.next_action
        assert action is not None
        assert action.flow is Flow.EMBEDDED
        assert action.client_token, "a token is what fields are opened with"
        options = action.client_options or {}
        assert all(isinstance(each, str) for pair in options.items() for each in pair)
        assert "module" not in options, "where the module is served is not the adapter's to say"
        for name, secret in harness.secrets():
            if secret in "".join(options.values()):
                broken("secrets-never-shown", f"the secret setting {name} is in client_options")


def _declared(harness: AdapterHarness) -> PageFields:
    declared = harness.kit.adapter.page_fields
    assert declared is not None
    return declared


def _source(harness: AdapterHarness) -> str:
    return _declared(harness).read().decode("utf-8")


def _embedded(harness: AdapterHarness) -> Method | None:
    methods: tuple[Method, ...] = harness.capabilities.methods
    return next((each for each in methods if each.flow is Flow.EMBEDDED), None)


def _address(found: str) -> str:
    plain = found.replace("\\", "")
    return f"https:{plain}" if plain.startswith("//") else plain


def _is_covered(origin: str, known: set[str]) -> bool:
    if origin in known:
        return True
    wild = (each.removeprefix("https://*") for each in known if each.startswith("https://*."))
    return origin.startswith("https://") and any(origin.endswith(each) for each in wild)
