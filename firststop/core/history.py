"""Row history: the versions of a row that are written in a request name who wrote them.

Triggers write the history (pghistory), so bulk and raw SQL cannot go around it. A version without a context was written
by a process of ours: a job, a command, the demo.
"""

import pghistory

from firststop.core.actor import Actor


def name_actor(by: Actor) -> None:
    """Let the history that this request writes from here on name `by`; outside a request nothing happens."""
    pghistory.context(actor=by.id, actor_kind=str(by.kind), acting_for=by.for_id)
