"""What vacancies write to people: kinds of messages with their words."""

from django.utils.translation import gettext_lazy as _

from firststop.core.messages import MessageKind, declare_message
from firststop.vacancies.letters import new_ads_letter, still_open_links
from firststop.vacancies.services.alerts import NEW_ADS
from firststop.vacancies.services.asking import ENDS_SOON, STILL_OPEN

KINDS = (
    MessageKind(
        "vacancies.accepted",
        title=_("Your vacancy is published"),
        text=_("Everybody can find it now."),
        sms=_("your vacancy is published"),
        page="vacancies:mine",
    ),
    MessageKind(
        "vacancies.rejected",
        title=_("Your vacancy is not published"),
        text=_("Your vacancy says why, and what you can change."),
        sms=_("vacancy not published. Sign in to read why"),
        page="vacancies:mine",
    ),
    MessageKind(
        "vacancies.appeal_dismissed",
        title=_("We looked at your vacancy again"),
        text=_("The decision stays. Your vacancy says why."),
        sms=_("the decision on your vacancy stays"),
        page="vacancies:mine",
    ),
    MessageKind(
        STILL_OPEN,
        title=_("Is your vacancy still open?"),
        text=_("Answer yes if it is open, no if it is filled. Vacancy %(ref)s."),
        sms=_("vacancy %(ref)s still open? 1 yes, 0 no"),
        answered_by="vacancies.still_open_answered",
        page="vacancies:mine",
        way_on=still_open_links,
    ),
    MessageKind(
        ENDS_SOON,
        title=_("Your vacancy ends soon"),
        text=_("You can keep it open longer. Vacancy %(ref)s."),
        sms=_("vacancy %(ref)s ends soon"),
        page="vacancies:mine",
    ),
    MessageKind(
        NEW_ADS,
        title=_("New vacancies for your saved search"),
        text=_("Open the search on the list of your saved searches. The newest stand first."),
        sms=_("new vacancies for your search. Sign in to see them"),
        written_by=new_ads_letter,
        page="vacancies:searches",
    ),
)


def declare() -> None:
    """Declare every kind of message; the application calls it once."""
    for kind in KINDS:
        declare_message(kind)
