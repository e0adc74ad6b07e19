"""The use cases of manifests."""
