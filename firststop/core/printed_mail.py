"""Letters printed instead of sent, in words that a person reads: without a mail server, and in the demo."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend


class EmailBackend(ConsoleBackend):
    """Prints to whom a letter goes, its subject and its text; the codes of a mail server are for mail servers."""

    def write_message(self, message: EmailMessage) -> None:
        """Print one letter."""
        told: Iterable[str] = (f"To: {', '.join(message.to)}", f"Subject: {message.subject}", "", str(message.body))
        self.stream.write("\n".join(told) + f"\n{'-' * 79}\n")
