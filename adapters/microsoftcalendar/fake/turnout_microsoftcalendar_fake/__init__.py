"""A fake of Microsoft's login and of Graph's events: how it is run, connected to and played."""

from typing import Any

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.local_http import local_client

TIMEOUT_SECONDS = 5


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return an application, which the fake knows by its form."""
    return {
        "client_id": f"application-{account}",
        "client_secret": f"{account}~of-a-test",
        "api_base": base_url,
    }


class ControlClient:
    """What the people of an OAuth client do at Microsoft, and what their calendars show."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._account = base_url, account

    def agree(self, url: str, *, person: str = "ada") -> dict[str, str]:
        """Agree on Microsoft's page; what the browser brings back to the site."""
        return dict(self._call("agree", url=url, person=person))

    def entries(self, person: str = "ada") -> list[dict[str, Any]]:
        """Return the events that a person's calendar shows."""
        return list(self._call("entries", person=person))

    def delete_by_hand(self, person: str = "ada") -> None:
        """Let the person throw away all that their calendar shows."""
        self._call("delete", person=person)

    def expire_tokens(self, person: str = "ada") -> None:
        """Let access tokens be over; renewals still work."""
        self._call("expire", person=person)

    def take_back(self, person: str = "ada", *, keep_access: bool = False) -> None:
        """Take the access back, as on the page of one's Microsoft account.

        What was handed out already may last until it is over.
        """
        self._call("take-back", person=person, keep_access=keep_access)

    def is_allowed(self, person: str = "ada") -> bool:
        return bool(self._call("allowed", person=person))

    def answer_next(self, *statuses: int) -> None:
        """Answer the next requests so, each carried out before: 500 is an answer that got lost."""
        self._call("answer", statuses=list(statuses))

    def _call(self, verb: str, **said: object) -> Any:
        with local_client(timeout=TIMEOUT_SECONDS) as http:
            answer = http.post(f"{self._base_url}/control/{self._account}/{verb}", json=said)
        return answer.raise_for_status().json()


fake = Fake(
    key="microsoft-calendar",
    title="Fake of Microsoft Graph",
    module="turnout_microsoftcalendar_fake",
    port=8142,
    settings=settings,
    controls=ControlClient,
)
