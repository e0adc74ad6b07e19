"""Rate limits by class of route and subject, shared through Redis; stricter without it."""

import hashlib
import ipaddress
import math
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from turnout.kernel import cache, clock
from turnout.kernel.cache import RedisClient, RedisDown, Script
from turnout.kernel.errors import RateLimited
from turnout.kernel.observability.metrics import counter

LIMITS: Final[Mapping[str, str]] = {
    "read": "600/60",
    "write": "120/60",
    "purchase": "600/60",
    "search": "120/60",
    "sign-in": "30/60",
    "sign-up": "5/60",
    "secret": "10/60",
    "holder": "600/60",
    "report-link": "60/60",
    "wrong-secret": "30/60",
    "wrong-secret-network": "600/60",
    "wrong-code": "30/60",
    "kiosk-guess": "12/600",
    "offer": "20/86400",
    "waitlist": "20/86400",
    "waiting-room-join": "300/600",
    "report": "10/3600",
    "saved-search": "6/86400",
    "saved-search-network": "30/3600",
    "wrong-token": "60/60",
    "hooks": "6000/60",
    "scim": "30000/60",
    "scan": "600/60",
    "export": "6/60",
    "security-event": "30/60",
}
"""Class → `count/seconds` per subject; the settings lay theirs over these.

A subject is a network, an account or a token; of `holder` and `report-link` the secret that a page
is opened by; of the wrong ones a network, and what they were tried on; of guesses at a kiosk the
kiosk; of offers, waitlists and saved searches the address that is mailed; of joins of a waiting
room the event and the network; of security events the kind and the place that they come from.
"""
SUBSCRIBER_BITS: Final = 64
"""Of an IPv6 address, what one subscriber is given whole."""
LOCAL_SHARE = 4
LEASE_SHARE = 50
LONGEST_LEASE = 48
LEASE_SECONDS = 2.0
LOCAL_SUBJECTS = 10_000
OVERFLOW = b""
ROUNDING = 0.01
"""Milliseconds by which two sums of the same times may differ."""

REFUSED = counter("turnout_rate_limited", "Requests refused by a rate limit", route_class=30)

# The generic cell rate algorithm: one number per subject, the instant at which its bucket is
# empty again. All times in milliseconds. Must decide as `_decide` does; a test compares them.
SCRIPT = """
local now, interval, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]),
  tonumber(ARGV[4])
local full = tonumber(redis.call('GET', KEYS[1]) or now)
full = math.min(math.max(full, now), now + window)
local after = full + interval * cost
if after > now + window + 0.01 then
  return {0, string.format('%.6f', full), string.format('%.6f', after)}
end
redis.call('SET', KEYS[1], string.format('%.6f', after), 'PX', math.ceil(after - now) + 1)
return {1, string.format('%.6f', after), string.format('%.6f', after)}
"""


@lru_cache(maxsize=4_096)
def network_of(address: str) -> str:
    """For whom an address is counted: an IPv4 address, or the network of an IPv6 subscriber.

    An IPv4 address that is written as one of IPv6 is itself; what is no address stays as it is.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((parsed.packed, SUBSCRIBER_BITS), strict=False))


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` requests per `seconds`, as a bucket: all at once, then one every seconds/count."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Limit":
        match = re.fullmatch(r"([1-9]\d{0,8})/([1-9]\d{0,6})", text.strip())
        if match is None:
            raise ValueError(f"a rate limit reads count/seconds, not {text!r}")
        return cls(int(match[1]), int(match[2]))

    @property
    def window(self) -> float:
        return self.seconds * 1000.0

    @property
    def interval(self) -> float:
        return self.window / self.count

    def local(self) -> "Limit":
        """What one process allows while it cannot ask the others."""
        return Limit(max(1, self.count // LOCAL_SHARE), self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One decision; whole seconds, rounded up."""

    allowed: bool
    limit: int
    window_seconds: int
    remaining: int
    reset_seconds: int
    retry_after_seconds: int
    """0 when allowed."""

    def headers(self, route_class: str) -> dict[str, str]:
        """`RateLimit` and `RateLimit-Policy` (IETF draft), and Retry-After for a refusal."""
        fields = {
            "RateLimit-Policy": f'"{route_class}";q={self.limit};w={self.window_seconds}',
            "RateLimit": f'"{route_class}";r={self.remaining};t={self.reset_seconds}',
        }
        if not self.allowed:
            fields["Retry-After"] = str(self.retry_after_seconds)
        return fields


@dataclass(slots=True)
class _Lease:
    """Requests of one subject that this process has counted and may let through."""

    size: int
    left: int
    verdict: Verdict
    taken_at: float

    @property
    def ends_at(self) -> float:
        return self.taken_at + LEASE_SECONDS

    def end(self, now: float, limit: Limit, *, largest: int) -> tuple[int, int]:
        """How large the next is, and how many of it need not be counted; this one is used up.

        Twice as large where all were used in time, else as many as were used. What was left over
        and has not drained by itself since is counted already.
        """
        is_hot = self.left == 0 and now < self.ends_at
        size = 2 * self.size if is_hot else max(1, self.size - self.left)
        drained = math.ceil((now - self.taken_at) * 1000 / limit.interval)
        unused, self.left = max(0, self.left - drained), 0
        return min(size, largest), unused


class Limiter:
    """Counts what subjects do. The clock is asked in Python, so that a test can set it."""

    def __init__(
        self,
        link: RedisClient | None,
        *,
        limits: Mapping[str, str] | None = None,
        now: Callable[[], float] = lambda: clock.now().timestamp(),
    ) -> None:
        """Lay `limits` (class → `count/seconds`) over LIMITS; ValueError names a malformed one."""
        self._link = link
        self._limits = {
            name: Limit.parse(text) for name, text in {**LIMITS, **(limits or {})}.items()
        }
        self._now = now
        self._local = _Local()
        self._leases: dict[tuple[str, str], _Lease] = {}
        self._lock = threading.Lock()
        self._script = Script(SCRIPT)

    def lease(self, route_class: str, subject: str, *, limit: Limit | None = None) -> Verdict:
        """Count one request out of a handful taken from Redis at once; RateLimited as `require`.

        For routes that are hot: a handful is used up within two seconds, and is twice as large
        the next time where it was; up to 48 requests and a fiftieth of the limit, so that who asks
        seldom is counted one by one. What was left of one makes the next cheaper. A subject may be
        refused a handful early, never late. `limit` is the subject's own, where the class has none
        for everybody.
        """
        bound = limit or self._limits[route_class]
        largest = min(LONGEST_LEASE, bound.count // LEASE_SHARE)
        if largest < 2:  # noqa: PLR2004  a lease of one is no lease
            return self.require(route_class, subject, limit=limit)
        name, now = (route_class, subject), self._now()
        with self._lock:
            held = self._leases.get(name)
            if held is not None and held.left > 0 and now < held.ends_at:
                held.left -= 1
                return held.verdict
            size, spared = held.end(now, bound, largest=largest) if held else (1, 0)
        verdict = self.take(route_class, subject, cost=max(0, size - spared), limit=limit)
        if not verdict.allowed:
            return self.require(route_class, subject, limit=limit)
        with self._lock:
            other = self._leases.get(name)
            if other is not None and other is not held:  # of a thread that asked meanwhile
                other.left += size - 1
                return verdict
            if len(self._leases) >= LOCAL_SUBJECTS:
                self._leases.clear()
            self._leases[name] = _Lease(size, size - 1, verdict, taken_at=now)
        return verdict

    def take(
        self, route_class: str, subject: str, *, cost: int = 1, limit: Limit | None = None
    ) -> Verdict:
        """Count one request.

        A subject is an address, an account or a token, said with its kind:
        `address:203.0.113.9`. KeyError for a class that nobody declared, unless `limit` is given.
        """
        limit = limit or self._limits[route_class]
        digest = hashlib.blake2b(subject.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        now = round(self._now() * 1000, 3)
        try:
            full, after, allowed = self._shared(
                route_class, digest, limit=limit, now=now, cost=cost
            )
        except RedisDown:
            limit = limit.local()
            full, after, allowed = self._local.take(
                (route_class, digest), limit=limit, now=now, cost=cost
            )
        if not allowed:
            REFUSED.add(route_class=route_class)
        return _verdict(limit, now=now, full=full, after=after, allowed=allowed)

    def require(
        self, route_class: str, subject: str, *, cost: int = 1, limit: Limit | None = None
    ) -> Verdict:
        """Count one request; RateLimited when it is one too many."""
        verdict = self.take(route_class, subject, cost=cost, limit=limit)
        if not verdict.allowed:
            raise _refusal(verdict, route_class)
        return verdict

    def require_room(self, route_class: str, subject: str) -> None:
        """RateLimited when one more request would be one too many; counts nothing."""
        verdict = self.take(route_class, subject, cost=0)
        if verdict.remaining < 1:
            REFUSED.add(route_class=route_class)
            wait = math.ceil(verdict.window_seconds / verdict.limit)
            raise _refusal(replace(verdict, allowed=False, retry_after_seconds=wait), route_class)

    def _shared(
        self, route_class: str, digest: bytes, *, limit: Limit, now: float, cost: int
    ) -> tuple[float, float, bool]:
        if self._link is None:
            raise RedisDown
        script, name = self._script, cache.key(None, "limit", route_class, digest.hex())
        arguments: list[str | int] = [
            f"{now:.3f}",
            f"{limit.interval:.6f}",
            f"{limit.window:.0f}",
            cost,
        ]
        answer: Any = self._link.ask(
            "limits", lambda redis: script(redis, keys=[name], args=arguments), at=name
        )
        return float(answer[1]), float(answer[2]), bool(answer[0])


class _Local:
    """The same decision in this process alone, over a table that cannot grow without end."""

    def __init__(self) -> None:
        self._full: dict[tuple[str, bytes], float] = {}
        self._lock = threading.Lock()
        self._swept_at = -math.inf

    def take(
        self, subject: tuple[str, bytes], *, limit: Limit, now: float, cost: int
    ) -> tuple[float, float, bool]:
        with self._lock:
            if subject not in self._full and len(self._full) >= LOCAL_SUBJECTS:
                self._sweep(now)
                if len(self._full) >= LOCAL_SUBJECTS:
                    # A flood of subjects shares one bucket: forgetting old ones would open them.
                    subject = (subject[0], OVERFLOW)
            full, after, allowed = _decide(
                self._full.get(subject, now), limit=limit, now=now, cost=cost
            )
            self._full[subject] = full
            return full, after, allowed

    def _sweep(self, now: float) -> None:
        if now - self._swept_at >= 1000:  # noqa: PLR2004  once a second
            self._swept_at = now
            self._full = {who: full for who, full in self._full.items() if full > now}


def _decide(full: float, *, limit: Limit, now: float, cost: int) -> tuple[float, float, bool]:
    """(when the bucket is empty again, when it would be with this request, whether it goes)."""
    full = min(max(full, now), now + limit.window)
    after = full + limit.interval * cost
    if after > now + limit.window + ROUNDING:
        return full, after, False
    return after, after, True


def _refusal(verdict: Verdict, route_class: str) -> RateLimited:
    error = RateLimited(retry_after_seconds=verdict.retry_after_seconds)
    error.headers = verdict.headers(route_class)
    return error


def _verdict(limit: Limit, *, now: float, full: float, after: float, allowed: bool) -> Verdict:
    room = max(0.0, now + limit.window - full)
    wait = 0 if allowed else max(1, math.ceil((after - now - limit.window) / 1000))
    return Verdict(
        allowed=allowed,
        limit=limit.count,
        window_seconds=limit.seconds,
        remaining=math.floor((room + ROUNDING) / limit.interval),
        reset_seconds=math.ceil(max(0.0, full - now) / 1000),
        retry_after_seconds=wait,
    )
