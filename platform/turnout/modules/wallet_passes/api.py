"""The front door of wallet passes."""

from turnout.modules.wallet_passes.offers import WalletOffer, mail_links, wallets_of
from turnout.modules.wallet_passes.service.devices import answer_device
from turnout.modules.wallet_passes.service.passes import add_to_wallet
from turnout.modules.wallet_passes.types import Added, DeviceAnswer
