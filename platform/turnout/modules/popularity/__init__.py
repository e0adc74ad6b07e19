"""Popularity: where upcoming events stand among each other, by what people did lately."""
