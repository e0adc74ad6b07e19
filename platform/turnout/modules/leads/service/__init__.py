"""Use cases of lead retrieval: of the organizer, of a stand's members, and of ticket holders."""
