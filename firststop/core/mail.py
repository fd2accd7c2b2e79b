"""Where letters go without a mail server: printed in words that a person reads, or kept until there is one."""

from collections.abc import Iterable, Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as ConsoleBackend


class NoMailServer(OSError):
    """Nobody has named a mail server yet."""


class PrintedMail(ConsoleBackend):
    """Prints to whom a letter goes, its subject and its text; the codes of a mail server are for mail servers."""

    def write_message(self, message: EmailMessage) -> None:
        """Print one letter."""
        told: Iterable[str] = (f"To: {', '.join(message.to)}", f"Subject: {message.subject}", "", str(message.body))
        self.stream.write("\n".join(told) + f"\n{'-' * 79}\n")


class NoMail(BaseEmailBackend):
    """Sends nothing: a country that has no mail server yet. Its log is no place for one-time codes."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:  # noqa: ARG002
        """Raise `NoMailServer`."""
        raise NoMailServer
