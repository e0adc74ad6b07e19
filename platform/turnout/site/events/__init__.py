"""Pages of one event, its programme, its series."""
