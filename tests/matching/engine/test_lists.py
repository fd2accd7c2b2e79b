"""Short lists both ways: exact, short, in a fixed order, and never over a limit."""

import subprocess
import sys
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firststop.matching.engine import LONGEST_LIST, Match, MatchIndex, Point
from tests.counts import count
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    KANT,
    OSH,
    WEIGHTS,
    World,
    brute_people,
    brute_vacancies,
    job,
    welder,
    world,
)

SEEDS = st.integers(0, 2**32 - 1)
LISTS_A_WORLD = 50
#: Near Bishkek, where the welder lives; in Osh; and on the lake, far from both.
WHERE = (KANT, OSH, Point(42.4907, 78.3936))


def index_of(these: World) -> MatchIndex:
    return MatchIndex.build(these.vacancies, these.people, weights=WEIGHTS)


def as_pairs(matches: list[Match]) -> list[tuple[UUID, float]]:
    return [(match.id, match.score) for match in matches]


@settings(max_examples=count(50, proof=2_000), deadline=None)
@given(seed=SEEDS, people=st.integers(0, 12), vacancies=st.integers(0, 40), k=st.integers(1, LONGEST_LIST))
def test_lists_are_those_of_brute_force(seed: int, people: int, vacancies: int, k: int) -> None:
    these = world(seed, people, vacancies)
    index = index_of(these)
    for person in these.people:
        assert as_pairs(index.top_k(person, k)) == brute_vacancies(these, person, k)
    for vacancy in these.vacancies:
        assert as_pairs(index.top_k_people(vacancy, k)) == brute_people(these, vacancy, k)


@pytest.mark.row("M-05")
@settings(max_examples=count(500, proof=10_000) // LISTS_A_WORLD, deadline=None)
@given(seed=SEEDS)
def test_no_list_crosses_a_hard_limit(seed: int) -> None:
    these = world(seed, LISTS_A_WORLD // 2, LISTS_A_WORLD // 2)
    index = index_of(these)
    people = {person.id: person for person in these.people}
    vacancies = {vacancy.id: vacancy for vacancy in these.vacancies}
    listed = [(person, vacancies[match.id]) for person in these.people for match in index.top_k(person)]
    listed += [(people[match.id], vacancy) for vacancy in these.vacancies for match in index.top_k_people(vacancy)]
    assert [crossed for pair in listed for crossed in oracle.crossings(*pair)] == []


def test_worlds_are_full_of_near_misses() -> None:
    these = world(7, 100, 100)
    listed = sum(len(index_of(these).top_k(person)) for person in these.people)
    crossed = {
        limit for person in these.people for vacancy in these.vacancies for limit in oracle.crossings(person, vacancy)
    }
    assert listed > 300
    assert crossed == {
        "employer", "licence", "language", "remote", "radius", "pay", "schedule", "contract", "start"
    }  # fmt: skip


@pytest.mark.row("M-03")
@pytest.mark.row("M-05")
def test_work_near_the_second_place_is_listed_and_work_near_none_never() -> None:
    near_home, near_second, near_none = (job(id=UUID(int=10 + at), places=(it,)) for at, it in enumerate(WHERE))
    person = welder(more_places=(OSH,))
    index = MatchIndex.build([near_home, near_second, near_none], [person], weights=WEIGHTS)
    assert {match.id for match in index.top_k(person)} == {near_home.id, near_second.id}
    listed = {job_.id: [it.id for it in index.top_k_people(job_)] for job_ in (near_home, near_second, near_none)}
    assert listed == {near_home.id: [person.id], near_second.id: [person.id], near_none.id: []}


def test_both_sides_see_the_same_score() -> None:
    these = world(11, 30, 30)
    index = index_of(these)
    mine = {(p.id, match.id, match.score) for p in these.people for match in index.top_k(p)}
    theirs = {(match.id, v.id, match.score) for v in these.vacancies for match in index.top_k_people(v)}
    assert len(mine) > 50
    assert mine == theirs


@pytest.mark.row("M-01")
def test_the_31st_is_never_listed() -> None:
    vacancies = [job(id=UUID(int=1_000 + i)) for i in range(40)]
    people = [welder(id=UUID(int=2_000 + i)) for i in range(40)]
    index = MatchIndex.build(vacancies, people, weights=WEIGHTS)
    assert len(index.top_k(welder())) == len(index.top_k_people(job())) == 30


@pytest.mark.row("M-01")
@pytest.mark.parametrize("k", [-1, 0, 31, 1_000])
def test_a_list_of_another_length_is_refused(k: int) -> None:
    index = MatchIndex.build([job()], [welder()], weights=WEIGHTS)
    with pytest.raises(ValueError, match="1 to 30"):
        index.top_k(welder(), k)
    with pytest.raises(ValueError, match="1 to 30"):
        index.top_k_people(job(), k)


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    vacancies = [job(id=UUID(int=1_000 + i)) for i in (3, 1, 4, 2)]
    found = MatchIndex.build(vacancies, weights=WEIGHTS).top_k(welder(), 3)
    assert [match.id.int for match in found] == [1_001, 1_002, 1_003]
    assert len({match.score for match in found}) == 1


@settings(max_examples=count(20, proof=500), deadline=None)
@given(seed=SEEDS, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_building_changes_nothing(seed: int, shuffled: object) -> None:
    these = world(seed, 8, 20)
    other = World(these.people[::-1], these.vacancies[::-1])
    shuffled.shuffle(other.vacancies)  # type: ignore[attr-defined]
    assert [index_of(these).top_k(p) for p in these.people] == [index_of(other).top_k(p) for p in these.people]


def test_an_empty_world_has_empty_lists() -> None:
    index = MatchIndex.build([], weights=WEIGHTS)
    assert index.top_k(welder()) == []
    assert index.top_k_people(job()) == []


def test_who_states_nothing_gets_an_empty_list() -> None:
    index = MatchIndex.build([job()], [welder()], weights=WEIGHTS)
    assert index.top_k(welder(wanted={}, practised={}, skills={})) == []
    assert index.top_k_people(job(occupations={}, skills={})) == []


def test_concepts_codes_and_employers_that_the_index_has_never_seen_are_no_error() -> None:
    index = MatchIndex.build([job()], [welder()], weights=WEIGHTS)
    unseen = UUID(int=9_999)
    assert len(index.top_k(welder(skills={**welder().skills, unseen: 1.0}, not_to=frozenset({unseen})))) == 1
    assert index.top_k(welder(schedules=frozenset({"at night"}))) == []
    assert index.top_k_people(job(licences=frozenset({"tram"}))) == []
    assert index.top_k_people(job(languages={"fi": replace(job().languages["ru"])})) == []


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        MatchIndex.build([job(), job(remote=True)], weights=WEIGHTS)
    with pytest.raises(ValueError, match="twice"):
        MatchIndex.build([], [welder(), welder(remote=True)], weights=WEIGHTS)


def test_more_kinds_than_an_index_can_tell_apart_are_refused() -> None:
    many = [job(id=UUID(int=i), schedules=frozenset({f"kind {i}"})) for i in range(63)]
    with pytest.raises(ValueError, match="62"):
        MatchIndex.build(many, weights=WEIGHTS)


def test_numba_is_not_imported_before_an_index_is_asked() -> None:
    code = "import sys, firststop.matching.engine as m; m.MatchIndex; m.explain; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
