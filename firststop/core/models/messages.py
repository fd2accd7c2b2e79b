"""The outbox: one row a message, written with the change that causes it and sent afterwards."""

import uuid

from django.db import models
from django.db.models.functions import Now


class Channel(models.TextChoices):
    """How a message travels."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"


class MessageState(models.TextChoices):
    """Where a message is. `CALL`: its reader said yes to being called, and hears then what it asks."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    CALL = "call"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"


class MessageQuerySet(models.QuerySet["Message"]):
    """Words for choosing messages."""

    def open_questions(self) -> "MessageQuerySet":
        """Questions that wait for an answer, by whichever channel they went or could not go."""
        return self.filter(OPEN)


#: A question nobody has answered, about something that is not over.
OPEN = models.Q(asks=True, answered_at__isnull=True) & ~models.Q(state=MessageState.NO_ANSWER)


class Message(models.Model):
    """One message to one person about one subject.

    The words come from the template `kind` in the reader's language at the time of sending; the row holds ids and
    codes only. `effect` makes it unique: the same effect is told once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.UUIDField()
    kind = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    values = models.JSONField(default=dict)
    effect = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=12, choices=MessageState, default=MessageState.WAITING)
    asks = models.BooleanField(default=False)
    answer = models.CharField(max_length=4, null=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    delete_on = models.DateField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="core_message_person"),
            # Few questions are open at a time, among messages without number.
            models.Index(fields=["subject"], condition=OPEN, name="core_message_open"),
        ]
        # An answer without a question is a mistake of ours, not of the reader.
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__isnull=True) | models.Q(asks=True),
                name="core_answer_needs_question",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether this is a question that waits for an answer, by whichever channel it went or could not go."""
        return self.asks and self.answered_at is None and self.state != MessageState.NO_ANSWER
