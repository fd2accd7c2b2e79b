"""Who may write a profile: its person, and the person's own counsellor, whom the person then sees."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import Role
from firststop.accounts.services import hold_staff_right
from firststop.casework.queries import counsellor_of
from firststop.core.actor import Actor, ActorKind
from firststop.core.reads import record_read
from firststop.core.refusals import not_found


def check_may_write(person: uuid.UUID, by: Actor) -> None:
    """Let the person, the person's counsellor and processes of ours in; for anybody else there is no profile.

    Call it in the transaction of the deed. A counsellor's deed stands among the looks at the person's record.
    """
    if by.kind is ActorKind.SYSTEM or by.id == str(person):
        return
    if by.kind is not ActorKind.STAFF or str(counsellor_of(person)) != by.id:
        raise not_found(_("There is no such profile."))
    hold_staff_right(Role.COUNSELLOR, by=by)
    record_read(
        person, by=by, role=Role.COUNSELLOR, purpose="jobseekers.counselling", what="jobseekers.profile",
        on=timezone.localdate(),
    )  # fmt: skip
