"""The door: who may come in, once, and why somebody may not."""
