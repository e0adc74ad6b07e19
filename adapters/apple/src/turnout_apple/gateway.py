"""Apple Wallet's side of the port `turnout_sdk.wallet`."""

from datetime import datetime, timedelta
from typing import Final

from turnout_apple import bundle, web_service
from turnout_apple.push import Push
from turnout_apple.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import Misconfigured
from turnout_sdk.wallet import (
    Ask,
    Changed,
    Pass,
    PassFile,
    WebAnswer,
    WebRequest,
)

SOON: Final = timedelta(days=30)


class Gateway:
    """Speak `Packs`, `Serves` and `Expires`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._now = services.now
        self._push = Push(settings, services.connect)

    def pack(self, ticket_pass: Pass) -> PassFile:
        if self._now() >= self.expires_at():
            raise Misconfigured("The certificate for passes is over. Renew it at Apple.")
        return PassFile(
            content=bundle.pack(ticket_pass, self._settings),
            media_type=bundle.MEDIA_TYPE,
            name=f"{ticket_pass.number}-{ticket_pass.short_code}.pkpass",
        )

    def read_request(self, request: WebRequest) -> Ask | None:
        return web_service.read_request(request, pass_type=self._settings.pass_type)

    def write_changed(self, changed: Changed) -> WebAnswer:
        return web_service.write_changed(changed)

    def push(self, push_token: str) -> None:
        self._push.send(push_token)

    def expires_at(self) -> datetime:
        """Say when the first of certificate and intermediate ends."""
        signer, issuer = self._settings.signer, self._settings.issuer
        return min(signer.not_valid_after_utc, issuer.not_valid_after_utc)

    def health(self) -> Health:
        """Look at the dates of the certificate; to push a note for nobody would be refused."""
        ends, now = self.expires_at(), self._now()
        day = ends.date().isoformat()
        if now >= ends:
            return Health(is_healthy=False, detail=f"The certificate ended on {day}.")
        if now < self._settings.signer.not_valid_before_utc:
            return Health(is_healthy=False, detail="The certificate is not valid yet.")
        soon = " Renew it soon." if now + SOON >= ends else ""
        detail = f"{self._settings.pass_type}, valid until {day}.{soon}"
        return Health(is_healthy=True, detail=detail, account=self._settings.team)
