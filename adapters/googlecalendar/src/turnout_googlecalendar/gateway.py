"""Google's side of the port `turnout_sdk.calendar`: OAuth 2 for web servers, Calendar API v3.

Documented at developers.google.com/identity/protocols/oauth2/web-server and
developers.google.com/workspace/calendar/api/v3/reference/events.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from turnout_googlecalendar.settings import SCOPE, Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.calendar import Entry, Grant, Written
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable
from turnout_sdk.http import Answer, Limits, ProviderApi, readable

EVENTS: Final = "calendar/v3/calendars/primary/events"
LIMITS: Final = Limits(total_seconds=2.0, attempts=2)
"""Two calls of one verb share its time."""
MISSING: Final = "http-404"
GONE: Final = "http-410"
CONFLICT: Final = "http-409"
CHANGED: Final = "http-412"
INVALID_GRANT: Final = "invalid_grant"
OURS: Final = "turnoutSequence"
MOST_TEXT: Final = 8000


class Gateway:
    """Speak `Authorizes`, `Writes`, `Removes` and `Revokes`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._tokens = ProviderApi(
            services.http,
            settings.token_base,
            refusal=_token_refused,
            limits=LIMITS,
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.client_id})"

    def authorize_url(self, *, state: str, challenge: str, return_url: str) -> str:
        """Ask for a refresh token each time: Google gives one with the first consent only."""
        asked = {
            "client_id": self._settings.client_id,
            "redirect_uri": return_url,
            "response_type": "code",
            "scope": SCOPE,
            "access_type": "offline",
            "prompt": "consent",
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._settings.agree_url}?{urlencode(asked)}"

    def exchange(self, code: str, *, verifier: str, return_url: str) -> Grant:
        asked = {"code": code, "code_verifier": verifier, "redirect_uri": return_url}
        answer = self._token({"grant_type": "authorization_code", **asked})
        with readable("Google's answer"):
            if SCOPE not in str(answer["scope"]).split():
                raise Declined("scope", "The calendar was not among what was allowed.")
            refresh_token = str(answer["refresh_token"])
        return self._grant(answer, refresh_token)

    def refresh(self, grant: Grant) -> Grant:
        if grant.refresh_token is None:
            raise Declined("revoked", "There is nothing to renew this access by.")
        asked = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token}
        try:
            answer = self._token(asked)
        except Declined as refused:
            if refused.code == INVALID_GRANT:
                raise Declined("revoked", "The access was taken back, or is over.") from refused
            raise
        return self._grant(answer, grant.refresh_token)

    def write(self, grant: Grant, entry: Entry) -> Written:
        """Write the entry under an id of our own, so that a repetition finds it there.

        What was deleted keeps its id and comes back by being written. A later entry that stands
        there already stays, and `If-Match` keeps a second writer from coming in between.
        """
        api, event_id = self._api(grant), event_id_of(entry.uid)
        found = self._found(api, event_id)
        if found is None:
            answer = self._inserted(api, event_id, entry)
        elif _sequence_of(found) > entry.sequence:
            answer = found
        else:
            answer = self._replaced(grant, event_id, entry, etag=str(found.get("etag", "")))
        with readable("Google's answer"):
            if answer["id"] != event_id:
                raise ValueError("another event")
            return Written(provider_ref=event_id, url=answer.get("htmlLink"))

    def remove(self, grant: Grant, uid: str) -> None:
        try:
            self._api(grant).delete(f"{EVENTS}/{event_id_of(uid)}")
        except Declined as refused:
            if refused.code not in (MISSING, GONE):
                raise

    def revoke(self, grant: Grant) -> None:
        """Give the access back; one that is over already is no failure."""
        token = grant.refresh_token or grant.access_token
        try:
            self._tokens.post_form("revoke", {"token": token}, once="")
        except Declined:
            return

    def health(self) -> Health:
        """Exchange a code that nobody gave out: Google judges the client first."""
        asked = {"code": "none", "code_verifier": "0" * 43, "redirect_uri": "https://none.invalid"}
        try:
            self._token({"grant_type": "authorization_code", **asked})
        except Declined:
            return Health(is_healthy=True, account=self._settings.client_id)
        return Health(is_healthy=False, detail="Google exchanged a code that was none.")

    def _found(self, api: ProviderApi, event_id: str) -> Any:
        try:
            return api.get(f"{EVENTS}/{event_id}")
        except Declined as refused:
            if refused.code in (MISSING, GONE):
                return None
            raise

    def _inserted(self, api: ProviderApi, event_id: str, entry: Entry) -> Any:
        body = {"id": event_id, **_event(entry)}
        try:
            return api.post(EVENTS, body, once=event_id)
        except Declined as refused:
            if refused.code == CONFLICT:
                raise Unavailable("Another writer was first; it is looked at again.") from refused
            raise

    def _replaced(self, grant: Grant, event_id: str, entry: Entry, *, etag: str) -> Any:
        api = self._api(grant, {"If-Match": etag} if etag else {})
        try:
            return api.put(f"{EVENTS}/{event_id}", _event(entry))
        except Declined as refused:
            if refused.code == CHANGED:
                # Also after an answer of ours that was lost: it is looked at and written again.
                raise Unavailable("The entry was changed meanwhile.") from refused
            raise

    def _api(self, grant: Grant, headers: dict[str, str] | None = None) -> ProviderApi:
        return ProviderApi(
            self._services.http,
            self._settings.api_base,
            headers={"Authorization": f"Bearer {grant.access_token}", **(headers or {})},
            refusal=_refused,
            limits=LIMITS,
            sleep=self._services.sleep,
        )

    def _token(self, asked: dict[str, str]) -> Any:
        client = {
            "client_id": self._settings.client_id,
            "client_secret": self._settings.client_secret.get_secret_value(),
        }
        return self._tokens.post_form("token", {**client, **asked})

    def _grant(self, answer: Any, refresh_token: str) -> Grant:
        with readable("Google's answer"):
            lasts = timedelta(seconds=int(answer["expires_in"]))
            return Grant(
                access_token=str(answer["access_token"]),
                # Google may hand out another one with a renewal.
                refresh_token=str(answer.get("refresh_token") or refresh_token),
                expires_at=self._services.now() + lasts,
            )


def event_id_of(uid: str) -> str:
    """An id that Google takes: letters of base32hex; the same for the same entry."""
    return hashlib.sha256(uid.encode()).hexdigest()[:40]


def _event(entry: Entry) -> dict[str, Any]:
    body: dict[str, Any] = {
        "status": "confirmed",
        "summary": entry.title,
        "description": entry.description[:MOST_TEXT],
        "location": entry.location,
        "start": _moment(entry.starts_at, entry.time_zone),
        "end": _moment(entry.ends_at, entry.time_zone),
        "extendedProperties": {"private": {OURS: str(entry.sequence)}},
    }
    if entry.url:
        body["source"] = {"title": entry.title, "url": entry.url}
    return body


def _moment(at: datetime, zone: str) -> dict[str, str]:
    return {"dateTime": at.isoformat(timespec="seconds"), "timeZone": zone}


def _sequence_of(found: Any) -> int:
    """The number that we wrote; one that was deleted has none any more."""
    with readable("Google's answer"):
        if found["status"] == "cancelled":
            return -1
        return int(found.get("extendedProperties", {}).get("private", {}).get(OURS, -1))


def _refused(answer: Answer) -> AdapterError:
    return Declined(f"http-{answer.status}", "Google Calendar refused the entry.")


def _token_refused(answer: Answer) -> AdapterError:
    try:
        code = str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        code = ""
    if code in ("invalid_client", "unauthorized_client", "redirect_uri_mismatch"):
        return Misconfigured("Google does not know the OAuth client, or its return address.")
    return Declined(code or f"http-{answer.status}", "Google gave no access.")
