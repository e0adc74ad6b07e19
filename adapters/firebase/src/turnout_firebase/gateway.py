"""Firebase's side of the port `turnout_sdk.push`: the FCM HTTP v1 API."""

from typing import Any, Final

from turnout_firebase.messages import message_of, refusal
from turnout_firebase.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import Misconfigured
from turnout_sdk.google import AccessTokens
from turnout_sdk.http import Answer, Limits, ProviderApi
from turnout_sdk.push import Accepted, Note, Subscription

SCOPE: Final = "https://www.googleapis.com/auth/firebase.messaging"
LIMITS: Final = Limits(total_seconds=6.0, attempts=1)
"""A note that may have been taken is never repeated, so there is one attempt."""
NOBODY: Final = {"topic": "turnout-health", "notification": {"title": "Turnout"}}


class Gateway:
    """Speak `Sends`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._tokens = AccessTokens(settings.account, services, scope=SCOPE, url=settings.token_url)

    def __repr__(self) -> str:
        return f"Gateway({self._settings.project})"

    def send(self, subscription: Subscription, note: Note) -> Accepted:
        """Hand it over once; what a service took is never repeated.

        Misconfigured also where the device was registered with another project, or where Firebase
        has no credentials for its platform.
        """
        message = message_of(subscription, note, now=self._services.now())
        return Accepted(provider_ref=self._asked({"message": message})[:300])

    def health(self) -> Health:
        """Have Firebase judge a message that it is not to deliver."""
        self._asked({"validate_only": True, "message": NOBODY})
        email = self._settings.account.email
        return Health(is_healthy=True, detail=email, account=self._settings.project)

    def _asked(self, body: dict[str, Any]) -> str:
        token = self._tokens.current()
        api = ProviderApi(
            self._services.http,
            self._settings.api_base,
            headers={"Authorization": f"Bearer {token}"},
            refusal=refusal,
            limits=LIMITS,
            sleep=self._services.sleep,
        )
        try:
            return api.post_for(
                f"v1/projects/{self._settings.project}/messages:send", body, read=_name_of
            )
        except Misconfigured:
            # A token that was taken back is not asked with again; nothing was sent.
            self._tokens.forget(token)
            raise


def _name_of(answer: Answer) -> str:
    """The name of the message; ValueError for an answer that is none."""
    content = answer.json()
    name = content.get("name") if isinstance(content, dict) else None
    if not isinstance(name, str) or "/messages/" not in name:
        raise ValueError("no name of a message")
    return name
