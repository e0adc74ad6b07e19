"""The checkout and the pages of one order."""
