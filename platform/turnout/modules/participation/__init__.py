"""What people do with events: agendas, places in sessions, favourites, organizers they follow."""
