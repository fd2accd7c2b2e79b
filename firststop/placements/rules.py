"""How long a firm may be silent, in days since somebody last did something about an application.

An application to a vacancy is reminded of and then refused by itself (P-04). One that nobody asked for is reminded of
on the same days, but no place waits for it: it stays open through day 90 and closes on day 91 (P-05). The longer time
replaces the shorter one; never do both run.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """The days of silence of which we remind a firm, and the first one on which silence is a no."""

    reminders: tuple[int, ...] = (14, 30, 50)
    refused_on: int = 60
    spontaneous_closes_on: int = 91

    def closes_on(self, *, spontaneous: bool) -> int:
        """Return the day of silence on which an application closes by itself."""
        return self.spontaneous_closes_on if spontaneous else self.refused_on

    def reminders_due(self, silent: int) -> int:
        """Return how many reminders a silence of so many days has earned."""
        return sum(1 for day in self.reminders if silent >= day)
