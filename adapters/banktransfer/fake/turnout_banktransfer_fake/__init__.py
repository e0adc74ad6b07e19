"""A small bank for tests and demos: it books transfers and gives statements out.

Built from the published format (ISO 20022, camt.053.001.08) and from how German and English banks
export tables. It is no bank, and no money moves; nobody calls it, as nobody calls a bank.
"""

from turnout_banktransfer_fake.bank import Bank, Booking

__all__ = ["Bank", "Booking"]
