"""How long a firm may be silent, in days since somebody last did something about an application.

An application to a vacancy is reminded of and then refused by itself (P-04). One that nobody asked for is reminded of
on the same days, but no place waits for it: it stays open through day 90 and closes on day 91 (P-05). The longer time
replaces the shorter one; never do both run.
"""

REMINDER_DAYS = (14, 30, 50)
#: The first day on which silence is a no.
REFUSED_ON, SPONTANEOUS_CLOSES_ON = 60, 91


def closes_on(*, spontaneous: bool) -> int:
    """Return the day of silence on which an application closes by itself."""
    return SPONTANEOUS_CLOSES_ON if spontaneous else REFUSED_ON


def reminders_due(silent: int) -> int:
    """Return how many reminders a silence of so many days has earned."""
    return sum(1 for day in REMINDER_DAYS if silent >= day)
