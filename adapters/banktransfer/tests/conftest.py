"""Statements as banks send them, with references put in where @…@ stands."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from turnout_banktransfer import adapter
from turnout_banktransfer.gateway import Gateway
from turnout_sdk.adapter import Services

FOLDER = Path(__file__).parent / "statements"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = {"account_holder": "Congress e. V.", "iban": "DE02 1203 0000 0000 2020 51"}


@pytest.fixture
def statement() -> Callable[..., bytes]:
    def read(name: str, **words: str) -> bytes:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(f"@{word}@", value)
            text = text.replace(f"@{word}_HEAD@", value[:9].lower())
            text = text.replace(f"@{word}_TAIL@", value[9:])
        return text.encode("utf-8")

    return read


@pytest.fixture
def make_gateway() -> Callable[..., Gateway]:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError("a bank transfer calls nobody")

    def make(**changes: object) -> Gateway:
        http = httpx.Client(transport=httpx.MockTransport(refuse))
        return adapter.open(SETTINGS | changes, Services(http=http, now=lambda: NOW))

    return make
