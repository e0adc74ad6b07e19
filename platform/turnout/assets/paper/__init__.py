"""PDF sheets with text of any script; knows no module, no clock and no database."""
