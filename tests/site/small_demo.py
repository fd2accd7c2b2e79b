"""`firststop demo` of a country whose first vacancies are soon in; all else is the demo's own."""

from collections.abc import Callable, Iterator

from firststop.cli import main
from firststop.site.demo import showing


def steps(country: str, progress: Callable[[int, int], None]) -> Iterator[None]:
    """Fill the country as the demo does, with fewer firms; its many people keep it half filled for a while."""
    from firststop.site.demo import filling, loading

    vars(loading)["Sizes"] = lambda: filling.Sizes(enterprises=10, vacancies=40)
    yield from loading.fill_country(country, seed=showing.SEED, first=20, progress=progress)


if __name__ == "__main__":
    showing._steps = steps
    main()
