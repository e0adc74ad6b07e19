"""Opt-outs: what an address wants no more mails about, by the link in each of them."""
