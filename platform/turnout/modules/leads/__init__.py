"""Lead retrieval: sponsors collect whom they met at their stand, with the attendee's consent."""
