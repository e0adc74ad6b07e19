"""What stands in pages of other sites: the framed checkout, the list of events, their script."""
