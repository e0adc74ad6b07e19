"""Places where events happen: venues and their rooms."""
