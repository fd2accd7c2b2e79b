"""Turns within a house, an enterprise with its units: what counts its ads or asks for its proof happens one by one."""

from firststop.core.locks import lock_until_commit
from firststop.employers.queries import EstablishmentCard, establishment


def hold_house(owner: EstablishmentCard) -> EstablishmentCard:
    """Wait for the turn of an employer's house, keep it until commit, and return the employer as it is then.

    An ad is held while nobody has proven to speak for its employer, and a proof releases what is held: were one not to
    wait for the other, a proof that comes between would leave the ad held for ever.
    """
    lock_until_commit(f"vacancies.caps:{owner.parent or owner.id}")
    return establishment(owner.id) or owner
