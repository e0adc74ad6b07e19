"""The keys of this process: signing keys opened once, public keys kept for a while."""

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from turnout.modules.tickets.codes import SigningKey, load_public_key

PUBLIC_SECONDS: Final = 60.0
WINDOW_SECONDS: Final = 2.0
MOST_QUESTIONS: Final = 10
"""Codes with an unknown key ask the database at most so often in a window: a new event's key is
found at once, and guessing stays cheap for us."""
MOST: Final = 512


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public keys of one organization by key id, as they were `read_at`."""

    keys: Mapping[str, Ed25519PublicKey]
    read_at: float

    def is_stale(self) -> bool:
        return monotonic() - self.read_at >= PUBLIC_SECONDS


@dataclass(slots=True)
class Kept:
    """What this process keeps, least recently used first; public keys never change, only join."""

    _public: OrderedDict[UUID, PublicKeys] = field(default_factory=OrderedDict)
    _signing: OrderedDict[tuple[UUID, UUID], SigningKey] = field(default_factory=OrderedDict)
    _asked: OrderedDict[UUID, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def public(self, organization_id: UUID) -> PublicKeys | None:
        with self._lock:
            found = self._public.get(organization_id)
        return None if found is None or found.is_stale() else found

    def keep_public(self, organization_id: UUID, raw: Mapping[str, bytes]) -> PublicKeys:
        keys = PublicKeys({kid: load_public_key(key) for kid, key in raw.items()}, monotonic())
        with self._lock:
            self._public[organization_id] = keys
            self._public.move_to_end(organization_id)
            if len(self._public) > MOST:
                self._public.popitem(last=False)
        return keys

    def may_ask(self, organization_id: UUID) -> bool:
        """Whether an unknown key id is worth a question now; counts it if so."""
        now = monotonic()
        with self._lock:
            asked = self._asked.setdefault(organization_id, deque(maxlen=MOST_QUESTIONS))
            if len(asked) == MOST_QUESTIONS and now - asked[0] < WINDOW_SECONDS:
                return False
            asked.append(now)
            if len(self._asked) > MOST:
                self._asked.popitem(last=False)
        return True

    def signing(self, organization_id: UUID, event_id: UUID) -> SigningKey | None:
        with self._lock:
            return self._signing.get((organization_id, event_id))

    def keep_signing(self, organization_id: UUID, event_id: UUID, key: SigningKey) -> None:
        with self._lock:
            self._signing[organization_id, event_id] = key
            if len(self._signing) > MOST:
                self._signing.popitem(last=False)
