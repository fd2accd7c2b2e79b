"""Messages: one outbox for the inbox, e-mail and SMS, in the reader's language, with answers 1 and 0.

A package declares the kinds it sends, with their words; a message row holds ids and codes only. Outside the house a
message says no more than that something waits: who signs in reads the rest. Only a kind that the reader has asked to
be sent whole, such as new vacancies, writes a letter of its own; only a letter holds links, a text message never.
"""

import logging
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from firststop.core.jobs import enqueue
from firststop.core.locks import lock_until_commit
from firststop.core.mail import NoMailServer
from firststop.core.models import Message
from firststop.core.models.messages import OPEN, Channel, MessageState
from firststop.core.refusals import Code, Text, refuse
from firststop.core.row_security import beyond_reader
from firststop.core.sms import NoGateway, Undeliverable, send_sms

log = logging.getLogger("firststop.messages")
KEPT_DAYS = 180
#: Days after which a question without an answer goes to the desk's call list.
CALL_AFTER = timedelta(days=3)
YES, NO = "1", "0"
_AROUND = " \t\r\n.,!\"'«»"
_SAID = re.compile(rf"([{YES}{NO}])(?:[\s.,:;-]+(\w{{1,12}}))?")
#: References are made of Latin letters; a Cyrillic keyboard has some that look the same.
_LOOK_ALIKE = str.maketrans("АВСЕ", "ABCE")
#: From here on the answers of a mail server (RFC 5321) mean: never.
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """What leaves by e-mail, in the reader's language, with headers that its kind needs."""

    title: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MessageKind:
    """The words of one kind of message. `sms` may use %(ref)s, `title` and `text` any of the message's values.

    `answered_by` names the job that runs when a question is answered; it gets the message's id. `written_by` writes
    the letter when the message leaves, in the reader's language; None takes the message back, by whatever channel it
    would go: what it tells of is over. Such a letter may be missing rather than come twice: it counts as sent before it
    leaves. `page` names the route on which its reader goes on; with `of_subject` it is the page of the message's
    subject. `way_on` ends the letter of a kind that can be answered without signing in: it returns how, in the reader's
    language. `spoken` is a question that no text message can ask whole, since it names somebody: a 0 by text settles
    it, a 1 asks for the call in which the desk tells the rest.
    """

    name: str
    title: Text
    text: Text
    sms: Text
    answered_by: str | None = None
    written_by: Callable[[Message], Letter | None] | None = None
    page: str = ""
    of_subject: bool = False
    way_on: Callable[[Message], str] | None = None
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How one person wants to be reached. No channel needs an e-mail address."""

    channel: Channel
    language: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class AddressBook:
    """How people are found: by id when we write, by number when they answer. `accounts` keeps it."""

    reach: Callable[[uuid.UUID], Reach | None]
    whose_number: Callable[[str], uuid.UUID | None]


#: What a phone is told whose answer may be meant for any of several questions.
WHICH = MessageKind(
    "core.which_question",
    title=gettext_lazy("Which question did you answer?"),
    text=gettext_lazy("More than one question waits for you, and your answer named none. Answer them one by one."),
    sms=gettext_lazy("which question? Add its number: 1 %(ref)s"),
)
#: What a phone is told that said yes to a question which has to be spoken.
WE_CALL = MessageKind(
    "core.we_call",
    title=gettext_lazy("We call you"),
    text=gettext_lazy("You want to hear more, and we tell you on the phone."),
    sms=gettext_lazy("thank you. We call you and tell you more"),
)
_kinds: dict[str, MessageKind] = {kind.name: kind for kind in (WHICH, WE_CALL)}
_books: list[AddressBook] = []


def declare_message(kind: MessageKind) -> MessageKind:
    """Declare a kind of message; its name is ``<package>.<what>``."""
    _kinds[kind.name] = kind
    return kind


def declared_kinds() -> Mapping[str, MessageKind]:
    """Return every declared kind by name."""
    return dict(_kinds)


def use_address_book(book: AddressBook) -> None:
    """Name who knows people's addresses; the last one named is asked."""
    _books[:] = [book]


@beyond_reader()
def send_message(
    person: uuid.UUID,
    kind: str,
    *,
    effect: str,
    on: date,
    subject: uuid.UUID | None = None,
    values: Mapping[str, Any] | None = None,
) -> Message | None:
    """Put a message into the outbox in the running transaction; the same `effect` is told once (then None).

    `values` hold references and codes, never names. KeyError for an undeclared kind.
    """
    declared = _kinds[kind]
    reach = _books[0].reach(person) if _books else None
    message, fresh = Message.objects.get_or_create(
        effect=effect,
        defaults={
            "person": person,
            "kind": kind,
            "subject": subject,
            "values": dict(values or {}),
            "channel": reach.channel if reach else Channel.INBOX,
            "asks": declared.answered_by is not None,
            "delete_on": on + timedelta(days=KEPT_DAYS),
        },
    )
    if not fresh:
        return None
    enqueue("core.deliver_message", message=message.id)
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, in one language."""

    title: str
    text: str
    sms: str


def words_of(message: Message, language: str) -> Words:
    """Return a message's words in `language`."""
    kind = _kinds[message.kind]
    with override(language):
        title, text = str(kind.title) % message.values, str(kind.text) % message.values
        return Words(title, text, _("Firststop: %(text)s") % {"text": str(kind.sms) % message.values})


def deliver(message_id: uuid.UUID, *, at: datetime) -> None:
    """Send a waiting message by its channel and note it; a second call does nothing.

    Raises what the channel raises when it cannot be reached; the job tries again later. An address or number that
    is refused for good is not tried again; the message stays in the inbox. A worker that dies between sending and
    noting sends again, under the same name; of a kind with `written_by` it sends nothing more.
    """
    with transaction.atomic():
        # No row is locked and nothing written before the hand-over: a slow channel would hold back whoever ends what
        # the message is about, and, by a transaction with a number, every reader of the change log.
        lock_until_commit(f"core.message {message_id}")
        waiting = Message.objects.filter(id=message_id, state=MessageState.WAITING)
        message = waiting.first()
        if message is None:
            return
        reach = _books[0].reach(message.person) if _books else None
        letter = _letter(message, reach.language if reach else settings.LANGUAGE_CODE)
        if letter is None:
            message.delete()
            return
        never_twice = _kinds[message.kind].written_by is not None
        gone = never_twice or _hand_over(message, reach, letter)
        # What was answered or closed meanwhile stays so.
        waiting.update(state=MessageState.SENT if gone else MessageState.FAILED, sent_at=at)
    if never_twice:
        _hand_over_or_wait(message, reach, letter)


def _hand_over_or_wait(message: Message, reach: Reach | None, letter: Letter) -> None:
    try:
        gone = _hand_over(message, reach, letter)
    except Exception:
        Message.objects.filter(id=message.id).update(state=MessageState.WAITING, sent_at=None)
        raise
    if not gone:
        Message.objects.filter(id=message.id).update(state=MessageState.FAILED)


def _letter(message: Message, language: str) -> Letter | None:
    kind = _kinds[message.kind]
    if kind.written_by is None:
        words = words_of(message, language)
        with override(language):
            if kind.way_on is not None:
                return Letter(words.title, f"{words.text}\n\n{kind.way_on(message)}")
            # Nobody reads what is sent back to a letter: the answer is given on the page.
            way_on = _("%(text)s Sign in to answer.") if message.asks else _("%(text)s Sign in to read more.")
            return Letter(words.title, way_on % {"text": words.text})
    with override(language):
        return kind.written_by(message)


def _hand_over(message: Message, reach: Reach | None, letter: Letter) -> bool:
    """Give a message to its channel; return False for an address that does not exist."""
    if reach is None:
        return True
    if message.channel == Channel.SMS and reach.phone:
        try:
            send_sms(reach.phone, words_of(message, reach.language).sms)
        except Undeliverable:
            log.warning("the gateway refuses the number of message %s", message.id)
            return False
    elif message.channel == Channel.EMAIL and reach.email:
        # One name however often it is tried: a post office that has the letter already knows it again.
        name = f"<{message.id}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
        headers = {"Message-ID": name, **letter.headers}
        try:
            EmailMessage(letter.title, letter.text, None, [reach.email], headers=headers).send()
        except SMTPRecipientsRefused as refused:
            if any(code < PERMANENT for code, _said in refused.recipients.values()):
                raise
            log.warning("a mail server refuses the address of message %s", message.id)
            return False
    return True


@contextmanager
def said_now() -> Iterator[None]:
    """Refuse where the block's letter or text cannot leave: what follows a code must not begin without it."""
    try:
        yield
    except NoGateway as none:
        raise refuse(
            Code.INVALID_VALUE,
            "message.no_gateway",
            _("We cannot send text messages yet. Nothing has changed."),
            hint=_("Use an e-mail address, or ask our office."),
        ) from none
    except NoMailServer as none:
        raise refuse(
            Code.INVALID_VALUE,
            "message.no_mail_server",
            _("We cannot send e-mail yet. Nothing has changed."),
            hint=_("Use a phone number, or ask our office."),
        ) from none
    except OSError as unreachable:
        log.warning("a channel cannot be reached: %s", type(unreachable).__name__)
        no = refuse(
            Code.UNAVAILABLE,
            "message.not_sent",
            _("We cannot send messages at the moment. Nothing has changed."),
            hint=_("Wait a few minutes, then try again."),
        )
        no.retry_after = 120
        raise no from unreachable


@beyond_reader()
def receive_sms(number: str, text: str, *, at: datetime) -> Message | None:
    """Take an answer from a phone: 1 or 0, alone or with the reference of its question, settles what was texted.

    Without a reference it settles the one question that is open on the phone. Where there are more it settles none,
    and a text says once how to name one. A yes to a question that has to be spoken puts it on the desk's call list.
    Returns the message it was about, or None where the number, the question or the answer is not known: then the
    question stays open, and the desk calls.
    """
    person = _books[0].whose_number(number) if _books else None
    said = _SAID.fullmatch(text.strip(_AROUND))
    if person is None or said is None:
        return None
    answer, ref = said[1], (said[2] or "").upper().translate(_LOOK_ALIKE)
    with transaction.atomic():
        texted = (
            Message.objects.open_questions()
            .select_for_update()
            .filter(person=person, channel=Channel.SMS, state__in=[MessageState.SENT, MessageState.CALL])
            .order_by("-sent_at", "id")
        )
        meant = [each for each in texted if not ref or each.values.get("ref") == ref]
        if len(meant) == 1:
            spoken = answer == YES and _kinds[meant[0].kind].spoken
            return _ask_to_call(meant[0], at=at) if spoken else answer_message(meant[0], answer, at=at)
        named = [each for each in meant if each.values.get("ref")]
        if named and not ref:
            effect, values = f"{WHICH.name}:{named[0].id}", {"ref": named[0].values["ref"]}
            send_message(person, WHICH.name, effect=effect, on=at.date(), values=values)
    return None


def _ask_to_call(message: Message, *, at: datetime) -> Message:
    message.state = MessageState.CALL
    message.save(update_fields=["state"])
    send_message(message.person, WE_CALL.name, effect=f"{WE_CALL.name}:{message.id}", on=at.date())
    return message


def answer_message(message: Message, answer: str, *, at: datetime) -> Message:
    """Settle a question by 1 or 0, from whichever channel, and start what follows."""
    message.answer, message.answered_at, message.state = answer, at, MessageState.ANSWERED
    message.save(update_fields=["answer", "answered_at", "state"])
    job = _kinds[message.kind].answered_by
    if job:
        enqueue(job, message=message.id)
    return message


@beyond_reader()
def close_questions(subjects: Iterable[uuid.UUID]) -> None:
    """Ask no more about what is over: its open questions wait for nobody, and no answer to them does anything."""
    Message.objects.open_questions().filter(subject__in=list(subjects)).update(state=MessageState.NO_ANSWER)


def message_by_id(message: uuid.UUID) -> Message | None:
    """Return a message, for the job that acts on its answer."""
    return Message.objects.filter(id=message).first()


def call_list(*, at: datetime, limit: int = 100) -> list[Message]:
    """Return the questions that the desk calls about, oldest first."""
    return list(to_call(at=at).order_by("created_at", "id")[:limit])


def calls_waiting(*, at: datetime) -> int:
    """Return how many questions the desk has to call about."""
    return to_call(at=at).count()


def to_call(*, at: datetime) -> QuerySet[Message]:
    """Return the questions to call about: not answered, or not even sent, within `CALL_AFTER`; refused; asked for."""
    silent = Q(state=MessageState.SENT, sent_at__lt=at - CALL_AFTER)
    never_left = Q(state=MessageState.WAITING, created_at__lt=at - CALL_AFTER)
    at_once = Q(state__in=[MessageState.FAILED, MessageState.CALL])
    return Message.objects.open_questions().filter(silent | never_left | at_once)


def inbox_of(person: uuid.UUID, *, before: Message | None = None, limit: int = 50) -> list[Message]:
    """Return a person's messages, newest first, whatever channel they also went by; only older ones than `before`."""
    found = Message.objects.filter(person=person)
    if before is not None:
        found = found.filter(Q(created_at__lt=before.created_at) | Q(created_at=before.created_at, id__lt=before.id))
    return list(found.order_by("-created_at", "-id")[:limit])


def note_read(messages: Iterable[Message], *, at: datetime) -> None:
    """Note that the reader has seen these messages; the first time stands."""
    Message.objects.filter(id__in=[message.id for message in messages], read_at__isnull=True).update(read_at=at)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits in an inbox: questions without an answer, and other messages that nobody has read."""

    questions: int
    unread: int


def waiting_for(person: uuid.UUID) -> Waiting | None:
    """Return how much waits in a person's inbox; None where nothing does."""
    found = Message.objects.filter(person=person).aggregate(
        questions=Count("id", filter=OPEN), unread=Count("id", filter=Q(read_at__isnull=True) & ~OPEN)
    )
    return Waiting(**found) if any(found.values()) else None
