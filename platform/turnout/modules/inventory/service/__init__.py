"""Use cases of the stock: pools, shops and their previews for people; claims for whoever sells."""
