"""A ticket: who may come in, the signed code that proves it, and the page that carries it."""
