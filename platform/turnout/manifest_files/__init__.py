"""Files of organizations: what may stand in one, what is wrong with it, its values. Pure."""
