"""Google Calendar as a calendar adapter of Turnout: a person's entries, by OAuth with PKCE."""

from turnout_googlecalendar.gateway import Gateway
from turnout_googlecalendar.settings import SCOPE, Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.calendar import Capabilities

adapter = Adapter(
    key="google-calendar",
    title="Google Calendar",
    kind=Kind.CALENDAR,
    sdk=">=1.11,<2",
    settings=Settings,
    capabilities=Capabilities(scopes=(SCOPE,), revocation=True),
    build=Gateway,
)
