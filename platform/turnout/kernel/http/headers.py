"""The headers that requests may carry, and which of them a view reads.

Nobody lists a route's headers: its code is read. A view that names a `Header`, by itself or in
what its route module or this package gives it, has that header as a parameter in the document.
"""

import dis
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any, Final, Self


class Header(str):
    """A header's name, and what the document says of it."""

    __slots__ = ("example", "is_required", "says", "scheme")

    says: str
    example: str
    is_required: bool
    scheme: str
    """The security scheme that it is the secret of; empty for other headers."""

    def __new__(
        cls, name: str, says: str, *, example: str, is_required: bool = False, scheme: str = ""
    ) -> Self:
        made = super().__new__(cls, name)
        made.says, made.example, made.is_required = says, example, is_required
        made.scheme = scheme
        return made

    @property
    def required(self) -> "Header":
        """The same header for routes that do nothing without it."""
        return Header(self, self.says, example=self.example, is_required=True, scheme=self.scheme)


IDEMPOTENCY_KEY: Final = Header(
    "Idempotency-Key",
    "Any text of your own, new for each thing to be done. The same key with the same body answers"
    " the same result for 24 hours, and nothing happens twice.",
    example="2b8f9c1e-purchase-1",
)
IF_MATCH: Final = Header(
    "If-Match",
    "The `ETag` that you were given. If somebody changed it since, the answer is 412.",
    example='"7"',
)
IF_NONE_MATCH: Final = Header(
    "If-None-Match",
    "The `ETag` that you were given. If it is still that one, the answer is 304 without a body.",
    example='"7"',
)
ACCESS_CODE: Final = Header(
    "Turnout-Access-Code", "The code that opens a private event.", example="friends-of-the-house"
)
ACCEPT_LANGUAGE: Final = Header(
    "Accept-Language", "The languages that the reader understands, best first.", example="de, en"
)
ORIGIN: Final = Header(
    "Origin",
    "The page that asks; browsers send it by themselves. A foreign one is refused.",
    example="https://tickets.example.org",
)
CSRF_TOKEN: Final = Header(
    "X-CSRF-Token", "What the login's readable cookie holds.", example="Zk3v0b1mRkqTq1d9p2n7"
)
EXAMPLE_SECRET: Final = "5mZ0m2pXhV1nq8YkWc3T"  # noqa: S105  opens nothing
ORDER_SECRET: Final = Header(
    "Turnout-Order-Secret",
    "The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.",
    example=EXAMPLE_SECRET,
    scheme="orderSecret",
)
TRANSFER_SECRET: Final = Header(
    "Turnout-Transfer-Secret",
    "The secret in the link of the mail that offers a ticket.",
    example=EXAMPLE_SECRET,
    scheme="transferSecret",
)
TICKET_SECRET: Final = Header(
    "Turnout-Ticket-Secret",
    "The secret in the link that the new holder of a ticket got by mail.",
    example=EXAMPLE_SECRET,
    scheme="ticketSecret",
)
AGENDA_SECRET: Final = Header(
    "Turnout-Agenda-Secret",
    "The agenda's `secret`, from the answer that began it.",
    example=EXAMPLE_SECRET,
    is_required=True,
    scheme="agendaSecret",
)
WAITLIST_SECRET: Final = Header(
    "Turnout-Waitlist-Secret",
    "The secret in the link that somebody who waits for tickets got by mail.",
    example=EXAMPLE_SECRET,
    scheme="waitlistSecret",
)
WAITING_ROOM_PLACE: Final = Header(
    "Turnout-Waiting-Room-Place",
    "The `token` of a place in a waiting room, from the answer to joining.",
    example=EXAMPLE_SECRET,
    scheme="waitingRoomPlace",
)
CHALLENGE: Final = Header(
    "Turnout-Challenge",
    "The answer to a challenge (`createChallenge`), where one is asked for: its text, `~` and the"
    " number that was found.",
    example=EXAMPLE_SECRET,
)
WAITING_ROOM_PASS: Final = Header(
    "Turnout-Waiting-Room-Pass",
    "The `checkout_pass` of a place that was admitted, where the event has a waiting room.",
    example=EXAMPLE_SECRET,
)
LINK_SECRET: Final = Header(
    "Turnout-Link-Secret",
    "The secret in a link by which the organizer lets somebody keep their own part up to date.",
    example=EXAMPLE_SECRET,
    is_required=True,
    scheme="linkSecret",
)
SAVED_SEARCH_SECRET: Final = Header(
    "Turnout-Saved-Search-Secret",
    "The secret in the link of a saved search's mail: it opens every search of that address.",
    example=EXAMPLE_SECRET,
    is_required=True,
    scheme="savedSearchSecret",
)
OF_ATTRIBUTES: Final = {"accept_languages": ACCEPT_LANGUAGE}
"""What Flask reads for a view out of a header: the attribute of its request → the header."""
OF_EVERY_ROUTE: Final = frozenset({"count_refused_code"})
"""Functions that look at every request alike: what they read is no parameter of a route."""
KERNEL: Final = "turnout.kernel.http."


def read_by(view: Callable[..., Any]) -> tuple[tuple[Header, ...], frozenset[str]]:
    """The headers that a view reads, in the order of their names, and the functions it names."""
    found: dict[str, Header] = {}
    named: set[str] = set()
    for thing in _named(view, set()):
        if isinstance(thing, Header):
            if not found.get(thing, thing).is_required:
                found[str(thing)] = thing
            found.setdefault(str(thing), thing)
        else:
            named.add(thing.__qualname__)
    return tuple(found[name] for name in sorted(found)), frozenset(named)


def _named(function: Any, seen: set[int]) -> Iterator[Any]:
    """Every Header and function that a function leads to, as far as HTTP goes."""
    if id(function) in seen or getattr(function, "__name__", "") in OF_EVERY_ROUTE:
        return
    seen.add(id(function))
    if isinstance(function, Header):
        yield function
    elif isinstance(function, FunctionType):
        yield function
        for cell in function.__closure__ or ():
            yield from _named(cell.cell_contents, seen)
        if _is_of_http(function.__module__):
            for name in _globals_of(function.__code__):
                yield from _named(function.__globals__.get(name), seen)
        if function.__module__.endswith(".routes"):
            for name, header in OF_ATTRIBUTES.items():
                if name in function.__code__.co_names:
                    yield header


def _is_of_http(module: str) -> bool:
    return module.startswith(KERNEL) or module.endswith(".routes")


@cache
def _globals_of(code: CodeType) -> tuple[str, ...]:
    """The names that code takes from its module, nested functions included."""
    own = [each.argval for each in dis.get_instructions(code) if each.opname == "LOAD_GLOBAL"]
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    return (*own, *(name for each in inner for name in _globals_of(each)))
