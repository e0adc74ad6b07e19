"""What a machine holds about the tree: import contracts and checks, each a function of a root."""
