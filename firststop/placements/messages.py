"""What placements write to people: kinds of messages with their words. Outside the house they name nobody."""

from django.utils.translation import gettext_lazy as _

from firststop.core.messages import MessageKind, declare_message

KINDS = (
    MessageKind(
        "placements.applied",
        title=_("Somebody applied to you"),
        text=_("You have a new application. Read and answer it."),
        sms=_("a new application. Sign in to answer"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.in_review",
        title=_("Your application is being read"),
        text=_("The firm reads your application."),
        sms=_("your application is being read"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.postponed",
        title=_("Your application is put off"),
        text=_("The firm decides later."),
        sms=_("your application is put off"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.trial",
        title=_("A firm wants to meet you"),
        text=_("Your applications say when and where you meet."),
        sms=_("a firm wants to meet you. Sign in to see"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.pool",
        title=_("A firm keeps your application"),
        text=_("The firm keeps your application for a later place."),
        sms=_("a firm keeps your application for later"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.hired",
        title=_("You are hired"),
        text=_("The firm said yes. Your other open applications are closed."),
        sms=_("the firm said yes. Sign in to see"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.refused",
        title=_("A firm answered your application"),
        text=_("Your applications show the answer and the reason."),
        sms=_("a firm answered you. Sign in to read"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.withdrawn",
        title=_("A candidate took the application back"),
        text=_("Somebody who applied to you took it back. If you have planned a meeting, it does not take place."),
        sms=_("a candidate took the application back"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.hired_elsewhere",
        title=_("A candidate found other work"),
        text=_("Somebody who applied to you found work elsewhere. You need not answer any more."),
        sms=_("a candidate found other work"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.reminder",
        title=_("An application waits for your answer"),
        text=_("Somebody waits for your answer. If nobody answers, we say no for you in the end."),
        sms=_("an application waits for your answer"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.reminder_spontaneous",
        title=_("An application waits for your answer"),
        text=_("Somebody wrote to you without a vacancy and waits. If nobody answers, we close it in the end."),
        sms=_("an application waits for your answer"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.invited",
        title=_("A firm invites you"),
        text=_("A firm likes what you can do. It does not know your name. Say yes or no."),
        sms=_("a firm invites you. Agree? 1 yes, 0 no, %(ref)s"),
        answered_by="placements.invitation_answered",
        page="placements:invitations",
        spoken=True,
    ),
    MessageKind(
        "placements.coming",
        title=_("Do you come to your meeting?"),
        text=_("Answer yes if you come, no if you do not. Your applications say when and where you meet."),
        sms=_("coming to your next meeting? 1 yes, 0 no"),
        answered_by="placements.coming_answered",
        page="placements:mine",
    ),
    MessageKind(
        "placements.comes",
        title=_("A candidate comes to the meeting"),
        text=_("Somebody whom you meet said yes."),
        sms=_("a candidate comes to the meeting"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.does_not_come",
        title=_("A candidate does not come to the meeting"),
        text=_("Somebody whom you wanted to meet said no. Choose another day, or answer the application."),
        sms=_("a candidate does not come. Sign in"),
        page="placements:case",
        of_subject=True,
    ),
    MessageKind(
        "placements.taken_down",
        title=_("We have taken a vacancy down"),
        text=_("You applied for it, and it broke a rule. Give nobody money or papers for it. See your applications."),
        sms=_("a vacancy you applied for broke a rule. Sign in"),
        page="placements:mine",
    ),
    MessageKind(
        "placements.invitation_taken_down",
        title=_("We have taken a vacancy down"),
        text=_(
            "A firm invited you to it, and it broke a rule. Give nobody money or papers for it. You need not answer."
        ),
        sms=_("a vacancy you are invited to broke a rule. Sign in"),
        page="placements:invitations",
    ),
)


def declare() -> None:
    """Declare every kind of message; the application calls it once."""
    for kind in KINDS:
        declare_message(kind)
