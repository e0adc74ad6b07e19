"""Cities of the world by their names in many languages."""
