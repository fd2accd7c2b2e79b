"""What the demo loads and makes, in the order in which people see it."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from firststop.core.country import load_pack
from firststop.site.demo.casting import at_home, enter_the_cast
from firststop.site.demo.filling import Sizes, fill
from firststop.site.demo.marker import MARKER, WHOLE, mark
from firststop.site.demo.scene import set_scene
from firststop.site.demo.world import read_world
from firststop.taxonomy.services import load_places, load_starter


def fill_country(country: str, *, seed: int, first: int, progress: Callable[[int, int], None]) -> Iterator[None]:
    """Load the starter taxonomy and the places, then make the people; yields once `first` vacancies are in."""
    now, pack = timezone.now(), load_pack(country)
    mark(MARKER, country=country, on=now.date())
    load_places(pack.places())
    load_starter(at=now)
    world = read_world(country)
    scene = enter_the_cast(pack, at=now, numbers=world.numbers)
    if at_home(pack):
        set_scene(scene)
    yield from fill(world, seed=seed, sizes=Sizes(), first=first, at=now, progress=progress)
    mark(WHOLE, country=country, on=now.date())
