"""The key of an organisation's system, as every request brings it."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from firststop.accounts.queries import KeyHolder, key_holder
from firststop.core.actor import Actor, ActorKind
from firststop.core.history import name_actor
from firststop.core.row_security import Reader, now_reads


class ApiKey(HttpBearer):
    """The key of an organisation, sent as ``Authorization: Bearer <key>``."""

    def authenticate(self, request: HttpRequest, token: str) -> KeyHolder | None:
        """Return whose key it is, and let row history name it and row security serve it."""
        holder = key_holder(token)
        if holder is not None:
            name_actor(actor_of_key(holder, request))
            now_reads(Reader(organisation=holder.organisation))
        return holder


def actor_of_key(holder: KeyHolder, request: HttpRequest) -> Actor:
    """Return the key as the one who acts, for its organisation."""
    return Actor(str(holder.key), ActorKind.API_KEY, str(holder.organisation), getattr(request, "id", None))
