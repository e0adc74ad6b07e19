"""How well the public search finds what is meant: labelled queries over real programmes."""
