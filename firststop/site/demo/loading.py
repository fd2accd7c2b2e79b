"""What the demo loads and makes, in the order in which people see it."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from firststop.core.country import load_pack
from firststop.site.demo.casting import enter_the_cast
from firststop.site.demo.filling import Sizes, fill
from firststop.site.demo.marker import MARKER, WHOLE, mark
from firststop.site.demo.scene import set_scene
from firststop.site.demo.world import read_world
from firststop.taxonomy.services import load_places, load_starter

#: What the cast has in hand happens in towns and by numbers of this country.
CAST_LIVES_IN = "kg"


def fill_country(country: str, *, seed: int, first: int, progress: Callable[[int, int], None]) -> Iterator[None]:
    """Load the starter taxonomy and the places, then make the people; yields once `first` vacancies are in."""
    now = timezone.now()
    mark(MARKER, country=country, on=now.date())
    load_places(load_pack(country).places())
    load_starter(at=now)
    scene = enter_the_cast(load_pack(country), at=now)
    if scene.pack.code == CAST_LIVES_IN:
        set_scene(scene)
    yield from fill(read_world(country), seed=seed, sizes=Sizes(), first=first, at=now, progress=progress)
    mark(WHOLE, country=country, on=now.date())
