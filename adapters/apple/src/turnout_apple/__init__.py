"""Apple Wallet as a wallet adapter of Turnout: signed pass files, kept up to date."""

from turnout_apple.gateway import Gateway
from turnout_apple.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.wallet import Capabilities

adapter = Adapter(
    key="apple-wallet",
    title="Apple Wallet",
    kind=Kind.WALLET,
    sdk=">=1.6,<2",
    settings=Settings,
    capabilities=Capabilities(
        button={
            "en": "Add to Apple Wallet",
            "de": "Zu Apple Wallet hinzufügen",
            "fr": "Ajouter à Apple Wallet",
            "es": "Añadir a Apple Wallet",
            "ar": "إضافة إلى Apple Wallet",
            "hi": "Apple Wallet में जोड़ें",
            "so": "Ku dar Apple Wallet",
        },
        files=True,
        devices=True,
        certificate=True,
    ),
    build=Gateway,
)
