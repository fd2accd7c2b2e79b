"""What is held until commit by whoever acts for a house: the right to, and the turn.

Turns are within a house, an enterprise with its units: what counts its ads or asks for its proof happens one by one.
"""

import uuid

from firststop.accounts.enums import RECRUITING
from firststop.accounts.services import hold_right
from firststop.core.actor import Actor, ActorKind
from firststop.core.locks import lock_until_commit
from firststop.employers.queries import EstablishmentCard, establishment


def hold_poster(organisation: uuid.UUID, *, by: Actor) -> None:
    """Keep the right to write an organisation's vacancies until commit; refuses who has it not, or not any more.

    A key of a program is held by the door that it comes in by, which alone knows its scope.
    """
    if by.kind is not ActorKind.API_KEY:
        hold_right(organisation, *RECRUITING, by=by)


def hold_house(owner: EstablishmentCard) -> EstablishmentCard:
    """Wait for the turn of an employer's house, keep it until commit, and return the employer as it is then.

    An ad is held while nobody has proven to speak for its employer, and a proof releases what is held: were one not to
    wait for the other, a proof that comes between would leave the ad held for ever.
    """
    lock_until_commit(f"vacancies.caps:{owner.parent or owner.id}")
    return establishment(owner.id) or owner
