"""Searches: asked of the server within their time; whoever asked answers otherwise without it."""

from collections.abc import Mapping

from turnout.kernel.errors import TurnoutError
from turnout.modules.search_index import gateways
from turnout.modules.search_index.metrics import ANSWERS
from turnout_sdk.errors import AdapterError
from turnout_sdk.search import Found, Query


def is_set() -> bool:
    """Whether the operator has a search server at all."""
    return gateways.is_set()


def find(collection: str, query: Query) -> Found | None:
    """What the server finds; None where it is not there, is too slow, or rests after failures.

    RuntimeError inside a transaction.
    """
    try:
        found: Found = gateways.ask(lambda port: port.search(collection, query))
    except (AdapterError, TurnoutError):
        ANSWERS.add(by="database")
        return None
    ANSWERS.add(by="server")
    return found


def complete(
    collection: str, query: Query, *, fields: tuple[str, ...], limit: int
) -> Mapping[str, tuple[str, ...]] | None:
    """The commonest values of each field that begin with the text; None as for `find`."""
    try:
        found: Mapping[str, tuple[str, ...]] = gateways.ask(
            lambda port: port.complete(collection, query, fields=fields, limit=limit)
        )
    except (AdapterError, TurnoutError):
        ANSWERS.add(by="database")
        return None
    ANSWERS.add(by="server")
    return found


def health() -> str:
    """One line about the server, for operators."""
    try:
        found = gateways.ask(lambda port: port.health())
    except (AdapterError, TurnoutError) as error:
        return f"does not answer: {error}"
    return f"{found.account or 'server'}: {'healthy' if found.is_healthy else found.detail}"
