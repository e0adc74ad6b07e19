"""What single fields are called where a time is set for them."""

from typing import Final

from turnout.site.l10n.i18n import marked

ANSWER_TYPES: Final = {
    "short_text": marked("Short texts"),
    "long_text": marked("Long texts"),
    "number": marked("Numbers"),
    "single_choice": marked("One choice of several"),
    "multiple_choice": marked("Several choices"),
    "dropdown": marked("Choices from a list"),
    "yes_no": marked("Yes or no"),
    "date": marked("Dates"),
    "time": marked("Times of day"),
    "date_time": marked("Dates with a time"),
    "email": marked("Email addresses"),
    "phone": marked("Phone numbers"),
    "url": marked("Web addresses"),
    "country": marked("Countries"),
    "address": marked("Postal addresses"),
    "file": marked("Files that were sent"),
    "consent": marked("Consents on forms"),
    "rating": marked("Ratings"),
    "hidden": marked("Hidden values"),
}
RECORDS: Final = {
    "door-notes": (
        marked("Notes at the door"),
        marked("Why somebody was let in against a rule, or a check-in was undone."),
    ),
    "team-notes": (
        marked("Notes of the team"),
        marked("What your team wrote about orders and attendees."),
    ),
    "mails": (
        marked("Emails that were sent"),
        marked("The log of emails about orders, with what became of them."),
    ),
    "text-messages": (
        marked("Text messages"),
        marked("Texts to phones, with their numbers and what became of them."),
    ),
    "leads": (
        marked("Contacts of sponsors"),
        marked("Whose badge sponsors scanned, and what they noted."),
    ),
    "transfers": (
        marked("Addresses of transfers"),
        marked("From whom a ticket was passed to whom. That it changed hands stays."),
    ),
    "certificates": (
        marked("Certificates of attendance"),
        marked("The names on them. That they were issued stays; their codes prove nothing then."),
    ),
    "application-decisions": (
        marked("Answers to applications"),
        marked("What your team wrote to people who applied. The decision stays."),
    ),
    "fraud-reviews": (
        marked("Reviews of orders"),
        marked(
            "From where an order was placed, and what your team wrote of it. The decision stays."
        ),
    ),
    "refund-reasons": (
        marked("Reasons of refunds"),
        marked("The words to a refund. Its amount stays with the books."),
    ),
    "waitlists": (
        marked("Waitlists"),
        marked("Who waited for a ticket, also those who never got one."),
    ),
    "invitations": (
        marked("Invitations and access codes"),
        marked("Whom an event was opened for. Codes stay without the name."),
    ),
    "agendas": (
        marked("Personal agendas"),
        marked("Which sessions people picked for themselves."),
    ),
    "session-sign-ups": (
        marked("Sign-ups for sessions"),
        marked("Who had a place in a session, or waited for one. Their counts go as well."),
    ),
    "session-mails": (
        marked("Calendar entries that were sent"),
        marked("Which sessions stand in whose calendar, so that changes reach it."),
    ),
    "speaker-addresses": (
        marked("Addresses of speakers"),
        marked("Where your team writes to them. The published programme stays."),
    ),
    "sponsor-contacts": (
        marked("Whom to call at sponsors"),
        marked("Names and addresses. The sponsor stays."),
    ),
    "supplier-contacts": (
        marked("Whom to call at suppliers"),
        marked("Names, addresses and numbers. The supplier stays."),
    ),
}
