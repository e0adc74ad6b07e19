"""Checks of pages in a real browser: `python -m turnout_dev.browser_checks`, and its tests."""
