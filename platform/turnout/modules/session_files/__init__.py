"""Slides, handouts and recordings of sessions: files and links, for whom and from when."""
