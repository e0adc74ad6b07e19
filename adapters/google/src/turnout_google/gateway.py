"""Google Wallet's side of the port `turnout_sdk.wallet`."""

from typing import Final
from urllib.parse import urlsplit

import jwt

from turnout_google.client import Client
from turnout_google.objects import class_id, object_id, ticket_class, ticket_object
from turnout_google.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.wallet import Kept, Pass

SAVE: Final = "https://pay.google.com/gp/v/save/"


class Gateway:
    """Speak `Keeps`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._client = Client(settings, services)

    def keep(self, ticket_pass: Pass) -> Kept:
        """Write the class of the event, then the object of the ticket."""
        issuer = self._settings.issuer_id
        self._client.write("eventTicketClass", ticket_class(issuer, ticket_pass))
        self._client.write("eventTicketObject", ticket_object(issuer, ticket_pass))
        return Kept(provider_ref=object_id(issuer, ticket_pass))

    def save_url(self, ticket_pass: Pass) -> str:
        """Sign a link that names the object and nothing else: what it says is kept at Google."""
        account, issuer = self._settings.account, self._settings.issuer_id
        site = urlsplit(self._services.public_url)
        named = {
            "id": object_id(issuer, ticket_pass),
            "classId": class_id(issuer, ticket_pass),
        }
        claims = {
            "iss": account.email,
            "aud": "google",
            "typ": "savetowallet",
            "iat": int(self._services.now().timestamp()),
            "origins": [f"{site.scheme}://{site.netloc}"],
            "payload": {"eventTicketObjects": [named]},
        }
        token = jwt.encode(
            claims, account.signing_key(), algorithm="RS256", headers={"kid": account.key_id}
        )
        return SAVE + token

    def health(self) -> Health:
        self._client.check()
        account = self._settings.account.email
        return Health(is_healthy=True, detail=account, account=self._settings.issuer_id)
