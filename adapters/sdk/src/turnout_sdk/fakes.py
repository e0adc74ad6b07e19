"""How a package offers the provider's side for tests and demos (entry-point group `turnout.fakes`).

A fake is a program of its own: the platform starts it, knows its address, and connects to it by
settings like any other provider. Its *controls* are what the provider's other customers do there:
they let the conformance kit and demos pay, decline or dispute without knowing the provider.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from turnout_sdk.push import Subscription
from turnout_sdk.webhooks import Delivery

GROUP = "turnout.fakes"
PORT_OFFSET = "TURNOUT_PORT_OFFSET"
"""The variable that moves every port of a development stack, so that two run beside each other."""


def address_of(port: int) -> str:
    """Host and port on loopback where a fake of this port serves, moved by `PORT_OFFSET`.

    Raise ValueError when the variable is no whole number.
    """
    offset = os.environ.get(PORT_OFFSET) or "0"
    if not (offset.isascii() and offset.isdecimal()):
        raise ValueError(f"{PORT_OFFSET} is a whole number")
    return f"127.0.0.1:{port + int(offset)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fake:
    """The object an entry point in `turnout.fakes` names.

    `module` runs by `python -m`, takes `--bind host:port --state folder`, answers `GET /healthz`
    once it serves and ends on SIGTERM. `settings(base_url, account)` are an adapter's settings
    for a test account of that running fake; accounts know nothing of each other.
    `controls(base_url, account)` acts on that account as a buyer or bank would.
    """

    key: str
    title: str
    module: str
    port: int
    settings: Callable[[str, str], Mapping[str, object]]
    controls: Callable[[str, str], object] | None = None

    @property
    def address(self) -> str:
        """Host and port on loopback, as `address_of` says."""
        return address_of(self.port)

    def command(self, state: Path, *, bind: str | None = None) -> list[str]:
        """Build the command that serves it, by default at its own address."""
        served = bind or self.address
        return [sys.executable, "-m", self.module, "--bind", served, "--state", str(state)]

    def settings_for(self, account: str, *, base_url: str | None = None) -> dict[str, object]:
        return dict(self.settings(base_url or f"http://{self.address}", account))

    def controls_for(self, account: str, *, base_url: str | None = None) -> object:
        """Return the controls; None when the fake has none."""
        if self.controls is None:
            return None
        return self.controls(base_url or f"http://{self.address}", account)


@runtime_checkable
class Buys(Protocol):
    """What a buyer does with a payment that was started."""

    def pay(self, provider_ref: str) -> None:
        """Pay it; authorize it when it was started with `capture=False`."""

    def decline(self, provider_ref: str) -> None:
        """Let the bank refuse it."""


@runtime_checkable
class Charges(Protocol):
    """What the provider's own side says of amounts: the kit holds it against what was asked for."""

    def charged(self, provider_ref: str) -> str:
        """Return what the buyer is asked for as decimal text: EUR `42.00`, JPY `4200`, KWD `4.200`.

        Read it from what arrived, by the provider's published rules and never by the adapter's
        code: a mistake that both make is a mistake that nobody sees.
        """


@runtime_checkable
class Delays(Protocol):
    """For methods that take their time (`longest_pending_seconds`)."""

    def delay(self, provider_ref: str) -> None:
        """Do the buyer's part and let the money be on its way; `pay` then lets it arrive."""


@runtime_checkable
class Disputes(Protocol):
    def dispute(self, provider_ref: str) -> None:
        """Let the buyer's bank take a paid payment back for now."""


@runtime_checkable
class Challenges(Protocol):
    def challenge(self, provider_ref: str) -> None:
        """Ask the buyer for a confirmation (3-D Secure) that `pay` then gives."""


@runtime_checkable
class RefusesCards(Protocol):
    def refuse_card(self, provider_ref: str) -> None:
        """Refuse the card that was tried; the buyer may go on with another one."""


@runtime_checkable
class AssessesRisk(Protocol):
    """For providers that say what they think of a charge (`Capabilities.risk_levels`)."""

    def pay_at_risk(self, provider_ref: str, level: str) -> None:
        """Let the buyer pay as one whom the provider rates so, one of `risk.RiskLevel`.

        A blocked try brings no money. At the others it comes in, at once or once the provider has
        looked at it, as is its way.
        """


@runtime_checkable
class RefundsOutside(Protocol):
    def refund_outside(self, provider_ref: str, minor: int) -> None:
        """Give money back as the organizer does in the provider's own dashboard."""


@runtime_checkable
class HoldsRefunds(Protocol):
    """For providers whose refunds may take their time."""

    def hold_refunds(self) -> None:
        """Let the account's next refund begin as pending."""

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        """End a pending refund."""


@runtime_checkable
class ClosesDisputes(Protocol):
    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        """End the dispute of a payment, for or against the shop."""


@runtime_checkable
class HearsEvidence(Protocol):
    """For providers that take evidence of disputes: what their side has of it."""

    def evidence_texts(self, dispute_ref: str) -> list[str]:
        """Return every text of the evidence."""

    def evidence_files(self, dispute_ref: str) -> list[bytes]:
        """Return the content of its files."""

    def times_submitted(self, dispute_ref: str) -> int:
        """Say how often evidence was sent to the bank; a draft was not."""


@runtime_checkable
class Signs(Protocol):
    """Deliveries that the provider could have sent."""

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        """Return the headers of a delivery of `body` at that time.

        `secret` replaces the account's own, for providers that sign with one.
        """

    def unknown_event(self) -> bytes:
        """Write an event of this account that no adapter has heard of."""


@runtime_checkable
class Rotates(Protocol):
    def rotation(self) -> tuple[Mapping[str, object], str]:
        """Return settings that accept a new webhook secret beside the present, and the new one."""


@runtime_checkable
class Subscribes(Protocol):
    """For providers that keep the webhook address with the account, not with the payment."""

    def deliver_to(self, url: str) -> None: ...


@runtime_checkable
class Receives(Protocol):
    """The far end of e-mail, text messages, notes and chat."""

    def received(self) -> list[bytes]:
        """Return what arrived, as it arrived, oldest first."""

    def refuse(self, recipient: str) -> None:
        """Refuse whatever is for this recipient from now on."""


@runtime_checkable
class GivesDevices(Protocol):
    """For services of push notes: devices that introduced themselves, as a platform knows them."""

    def device(self, name: str, *, base_url: str) -> Subscription:
        """Subscribe a device of that name; its address, if it is one, stands below `base_url`."""


@runtime_checkable
class ReportsMails(Protocol):
    """What a provider of e-mail tells by webhooks."""

    def report(
        self, message_id: str, recipient: str, state: str, *, at: datetime, **more: object
    ) -> Delivery:
        """Return what the provider would deliver at that time about a mail.

        `state` is one of `email.ReportState`, `is_permanent=True` says that the address takes no
        mail at all; with any other state the event is one that no adapter has heard of.
        """


@runtime_checkable
class ReportsTexts(Protocol):
    """What a provider of text messages tells by webhooks."""

    def report(self, key: str, to: str, state: str, *, at: datetime, **more: object) -> Delivery:
        """Return what the provider would deliver at that time about a message.

        `state` is one of `sms.ReceiptState`, `code` the reason of what failed; with any other
        state the event is one that no adapter has heard of.
        """

    def answer(self, sender: str, text: str, *, at: datetime, wish: str = "") -> Delivery:
        """Return what it would deliver when somebody answers, `wish` as one of `sms.Wish`."""


@runtime_checkable
class SolvesChallenges(Protocol):
    """For services that tell people from programs: what their widget does for a person."""

    def solve(self, *, hostname: str, action: str = "", binding: str = "") -> str:
        """Solve the account's challenge on a page of that host; return the token."""


@runtime_checkable
class KeepsPasses(Protocol):
    """For wallets whose provider keeps the passes: what its side has of them."""

    def kept_passes(self) -> list[str]:
        """Return the passes of the account as JSON, each with the provider's own name."""

    def is_usable(self, provider_ref: str) -> bool:
        """Say whether a phone would show the pass as one that admits."""
