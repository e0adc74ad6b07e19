"""No card number ever reaches the server: nothing takes one, and no page could send one away."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.checkout import ROOT

OF_A_CARD = re.compile(
    r"(?:^|[^a-z])(?:pan|cvc2?|cvv2?|csc)(?:[^a-z]|$)"
    r"|card[-_ ]?(?:number|no|num|code|holder|expir\w*)|cardnumber|cc[-_](?:number|csc|exp\w*)"
    r"|(?:security|verification)[-_]code|track[-_]?[12]",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?:\bname|\bid|\bautocomplete|htmlFor|\bfor)=[\"'{]+([^\"'}]+)")


@pytest.mark.parametrize(
    "name",
    ["card_number", "cardNumber", "cvc", "cc-number", "cc-exp", "pan", "card_cvv", "security-code"],
)
def test_the_search_knows_the_names_of_a_cards_fields(name: str) -> None:
    assert OF_A_CARD.search(name)


@pytest.mark.parametrize("name", ["company", "span", "discard", "card", "method", "postal_code"])
def test_the_search_leaves_other_names_alone(name: str) -> None:
    assert not OF_A_CARD.search(name)


def test_no_route_and_no_schema_takes_anything_of_a_card(client: Any) -> None:
    document = client.get("/api/openapi.json").get_json()
    names = set(names_in(document))

    assert len(document["paths"]) > 50
    assert "buyer" in names, "the document names what requests hold"
    assert [each for each in names if OF_A_CARD.search(each)] == []


def test_no_page_has_a_field_of_a_card() -> None:
    fields = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in pages()
        for name in FIELD.findall(path.read_text(encoding="utf-8"))
    }

    assert len(fields) > 20
    assert [each for each in fields if OF_A_CARD.search(each[1])] == []


def test_the_search_of_pages_finds_a_planted_field() -> None:
    planted = '<input autocomplete="cc-number" name="number">'

    assert any(OF_A_CARD.search(name) for name in FIELD.findall(planted))


@pytest.mark.parametrize("path", ["/", "/sign-in"])
def test_no_page_may_send_a_form_anywhere_else_or_run_a_strangers_script(
    client: Any, path: str
) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}

    assert rules["form-action"] == ["'self'"]
    scripts = rules.get("script-src", rules["default-src"])
    assert not [each for each in scripts if "unsafe" in each or each in ("*", "http:", "https:")]


def names_in(document: Any) -> Iterator[str]:
    """Every name of a parameter or of a property, at any depth."""
    if isinstance(document, dict):
        if isinstance(document.get("name"), str) and "in" in document:
            yield document["name"]
        properties = document.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for each in document.values():
            yield from names_in(each)
    elif isinstance(document, list):
        for each in document:
            yield from names_in(each)


def pages() -> Iterator[Path]:
    """Templates of the site and components of the front end; adapters' fakes are no pages of ours."""
    yield from sorted((ROOT / "platform/turnout/site/templates").rglob("*.html"))
    yield from sorted((ROOT / "platform/web/src").rglob("*.tsx"))
