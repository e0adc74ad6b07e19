"""Use cases of data requests: asked by people, answered by organizers."""
