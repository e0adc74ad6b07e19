"""Google Wallet as a wallet adapter of Turnout: passes that Google keeps, and their links."""

from turnout_google.gateway import Gateway
from turnout_google.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.wallet import Capabilities

adapter = Adapter(
    key="google-wallet",
    title="Google Wallet",
    kind=Kind.WALLET,
    sdk=">=1.15,<2",
    settings=Settings,
    capabilities=Capabilities(
        button={
            "en": "Add to Google Wallet",
            "de": "Zu Google Wallet hinzufügen",
            "fr": "Ajouter à Google Wallet",
            "es": "Añadir a Google Wallet",
            "ar": "إضافة إلى Google Wallet",
            "hi": "Google Wallet में जोड़ें",
            "so": "Ku dar Google Wallet",
        },
        objects=True,
    ),
    build=Gateway,
)
