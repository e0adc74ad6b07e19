"""Reference pages made from the code, so that they cannot tell of yesterday."""
