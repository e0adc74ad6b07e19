"""Microsoft 365 and Outlook.com as a calendar adapter of Turnout: entries of a person, by OAuth."""

from turnout_microsoftcalendar.gateway import Gateway
from turnout_microsoftcalendar.settings import SCOPES, Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.calendar import Capabilities

adapter = Adapter(
    key="microsoft-calendar",
    title="Outlook Calendar",
    kind=Kind.CALENDAR,
    sdk=">=1.11,<2",
    settings=Settings,
    capabilities=Capabilities(scopes=SCOPES, revocation=False),
    build=Gateway,
)
