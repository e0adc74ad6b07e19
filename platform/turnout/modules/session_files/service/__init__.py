"""What organizers, speakers and visitors do with the files of sessions, one file per thing."""
