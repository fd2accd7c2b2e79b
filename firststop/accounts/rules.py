"""How long somebody waits after wrong tries, and how long a sign-in lasts."""

from datetime import timedelta

#: So many wrong tries in a row close a way in.
MOST_TRIES = 10
#: How long a way in stays closed, and after which silence wrong tries are forgotten.
CLOSED_FOR = timedelta(days=1)
#: A slip of the finger costs nothing; the third wrong try in a row begins to.
FREE_TRIES, FIRST_WAIT = 2, timedelta(seconds=5)
#: A day at the counter, and a fortnight at home.
STAFF_SESSION, SESSION = timedelta(hours=12), timedelta(days=14)
#: A sign-up that nobody finishes is forgotten after so long.
UNFINISHED_FOR = timedelta(days=7)
#: How long after a proof of who one is one may change how one signs in.
FRESH_FOR = timedelta(minutes=15)


def wait_after(tries: int) -> timedelta:
    """Return how long nobody may try again after so many wrong tries in a row: twice as long each time."""
    if tries >= MOST_TRIES:
        return CLOSED_FOR
    if tries <= FREE_TRIES:
        return timedelta(0)
    doublings = tries - FREE_TRIES - 1
    return FIRST_WAIT * (1 << doublings)


def session_life(*, is_staff: bool) -> timedelta:
    """Return how long a sign-in lasts, whatever one does meanwhile."""
    return STAFF_SESSION if is_staff else SESSION
