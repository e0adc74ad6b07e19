"""Microsoft's side of the port `turnout_sdk.calendar`: OAuth 2 codes, and events of Graph v1.0.

Documented at learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and
learn.microsoft.com/graph/api/resources/event.
"""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from turnout_microsoftcalendar import events
from turnout_microsoftcalendar.settings import CALENDARS, SCOPES, Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.calendar import Entry, Grant, Written
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable
from turnout_sdk.http import Answer, Limits, ProviderApi, readable

EVENTS: Final = "v1.0/me/events"
LIMITS: Final = Limits(total_seconds=1.2, attempts=2)
"""A verb makes three calls as a rule and has five seconds."""
MOST_GENERATIONS: Final = 5
"""So often is an event that was deleted made anew by one call; the next call goes on."""
MISSING: Final = "ErrorItemNotFound"
USED: Final = "ErrorDuplicateTransactionId"
CHANGED: Final = frozenset({"ErrorIrresolvableConflict", "http-412"})
UNKNOWN_CLIENT: Final = frozenset({"invalid_client", "unauthorized_client", "invalid_resource"})
OVER: Final = frozenset({"invalid_grant", "interaction_required", "consent_required"})
"""The person has to agree again: taken back, too old, or their company's rules changed."""


class Gateway:
    """Speak `Authorizes`, `Writes` and `Removes`: Microsoft has no way to give one access back."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._tokens = ProviderApi(
            services.http,
            settings.login_base,
            refusal=_token_refused,
            limits=Limits(total_seconds=4.0, attempts=2),
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.client_id})"

    def authorize_url(self, *, state: str, challenge: str, return_url: str) -> str:
        asked = {
            "client_id": self._settings.client_id,
            "redirect_uri": return_url,
            "response_type": "code",
            "response_mode": "query",
            "scope": " ".join(SCOPES),
            # Whoever is signed in with two accounts chooses whose calendar it is.
            "prompt": "select_account",
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._settings.login_base}/authorize?{urlencode(asked)}"

    def exchange(self, code: str, *, verifier: str, return_url: str) -> Grant:
        asked = {"code": code, "code_verifier": verifier, "redirect_uri": return_url}
        answer = self._token({"grant_type": "authorization_code", **asked})
        with readable("Microsoft's answer"):
            # Scopes come back with or without the address of Graph before them.
            allowed = {each.rpartition("/")[2].lower() for each in str(answer["scope"]).split()}
            if CALENDARS.rpartition("/")[2].lower() not in allowed:
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
            if refused.code in OVER:
                raise Declined("revoked", "The access was taken back, or is over.") from refused
            raise
        return self._grant(answer, grant.refresh_token)

    def write(self, grant: Grant, entry: Entry) -> Written:
        """Change the event that bears the entry's uid, or make it, so that one stands there.

        A later entry that stands there already stays, and `If-Match` keeps a second writer from
        coming in between. More than one, which nobody should have made, become one.
        """
        api = self._api(grant)
        found = self._found(api, entry.uid)
        if not found:
            return self._made(api, entry)
        kept, *others = found
        for each in others:
            self._deleted(api, _id_of(each))
        if events.sequence_of(kept) > entry.sequence:
            return _written(kept)
        return _written(self._replaced(grant, kept, entry))

    def remove(self, grant: Grant, uid: str) -> None:
        api = self._api(grant)
        for each in self._found(api, uid):
            self._deleted(api, _id_of(each))

    def health(self) -> Health:
        """Exchange a code that nobody gave out: what is said of it shows whether we are known."""
        asked = {"code": "none", "code_verifier": "0" * 43, "redirect_uri": "https://none.invalid"}
        try:
            self._token({"grant_type": "authorization_code", **asked})
        except Declined:
            return Health(is_healthy=True, account=self._settings.client_id)
        return Health(is_healthy=False, detail="Microsoft exchanged a code that was none.")

    def _found(self, api: ProviderApi, uid: str) -> list[Any]:
        """Events that bear our uid, the eldest first."""
        answer = api.get(EVENTS, events.search_for(uid))
        with readable("Microsoft's answer"):
            return sorted(answer["value"], key=lambda it: (str(it["createdDateTime"]), it["id"]))

    def _made(self, api: ProviderApi, entry: Entry) -> Written:
        """Make the event under an id of ours, which Microsoft takes for one event only.

        A repetition gets the same event back. One that was deleted has used its id up; then the
        next one in its order is taken, so that two writers always ask for the same.
        """
        for generation in range(MOST_GENERATIONS):
            body = events.event_of(entry, generation=generation)
            try:
                made = api.post(EVENTS, body, once=str(body["transactionId"]))
            except Declined as refused:
                if refused.code != USED:
                    raise
                if self._found(api, entry.uid):
                    raise Unavailable("Another writer was first; it is looked at again.") from None
                continue
            if self._stands(api, _id_of(made)):
                return _written(made)
        raise Unavailable("The entry was deleted many times; it is made again later.")

    def _stands(self, api: ProviderApi, event_id: str) -> bool:
        """Whether what was answered is there, and no memory of an event that was deleted."""
        try:
            api.get(_path(event_id), {"$select": "id"})
        except Declined as refused:
            if refused.code == MISSING:
                return False
            raise
        return True

    def _replaced(self, grant: Grant, found: Any, entry: Entry) -> Any:
        etag = str(found.get("@odata.etag", ""))
        api = self._api(grant, {"If-Match": etag} if etag else {})
        try:
            return api.patch(_path(_id_of(found)), events.event_of(entry))
        except Declined as refused:
            if refused.code in CHANGED or refused.code == MISSING:
                # Also after an answer of ours that was lost: it is looked at and written again.
                raise Unavailable("The entry was changed meanwhile.") from refused
            raise

    def _deleted(self, api: ProviderApi, event_id: str) -> None:
        try:
            api.delete(_path(event_id))
        except Declined as refused:
            if refused.code != MISSING:
                raise

    def _api(self, grant: Grant, headers: dict[str, str] | None = None) -> ProviderApi:
        return ProviderApi(
            self._services.http,
            self._settings.api_base,
            headers={
                "Authorization": f"Bearer {grant.access_token}",
                "Prefer": 'IdType="ImmutableId"',
                **(headers or {}),
            },
            refusal=_refused,
            key_header="client-request-id",
            limits=LIMITS,
            sleep=self._services.sleep,
        )

    def _token(self, asked: dict[str, str]) -> Any:
        client = {
            "client_id": self._settings.client_id,
            "client_secret": self._settings.client_secret.get_secret_value(),
            "scope": " ".join(SCOPES),
        }
        return self._tokens.post_form("token", {**client, **asked})

    def _grant(self, answer: Any, refresh_token: str) -> Grant:
        with readable("Microsoft's answer"):
            lasts = timedelta(seconds=int(answer["expires_in"]))
            return Grant(
                access_token=str(answer["access_token"]),
                # Each renewal brings another one, and the former ends in its own time.
                refresh_token=str(answer.get("refresh_token") or refresh_token),
                expires_at=self._services.now() + lasts,
            )


def _path(event_id: str) -> str:
    return f"{EVENTS}/{quote(event_id, safe='')}"


def _id_of(event: Any) -> str:
    with readable("Microsoft's answer"):
        return str(event["id"])


def _written(event: Any) -> Written:
    with readable("Microsoft's answer"):
        return Written(provider_ref=str(event["id"]), url=event.get("webLink"))


def _refused(answer: Answer) -> AdapterError:
    """Microsoft's own code says what is missing: an event, or the whole mailbox."""
    try:
        code = str(answer.json()["error"]["code"])
    except (ValueError, KeyError, TypeError):
        code = ""
    return Declined(code or f"http-{answer.status}", "Microsoft refused the entry.")


def _token_refused(answer: Answer) -> AdapterError:
    try:
        code = str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        code = ""
    if code in UNKNOWN_CLIENT:
        return Misconfigured("Microsoft does not know the application, its secret or its tenant.")
    return Declined(code or f"http-{answer.status}", "Microsoft gave no access.")
