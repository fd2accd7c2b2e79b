"""Changes: an index that was changed lists what a new one would."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firststop.matching.engine import MatchIndex, PersonVector, VacancyVector, supply
from tests.counts import count
from tests.matching.engine.worlds import WEIGHTS, World, brute_people, brute_vacancies, job, welder, world


@settings(max_examples=count(20, proof=500), deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rounds=st.integers(1, 6), kept=st.sampled_from([0, 4, 500]))
def test_a_changed_index_lists_what_brute_force_lists(seed: int, rounds: int, kept: int) -> None:
    now: dict[UUID, PersonVector | VacancyVector] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supply, "MOST_CHANGES", kept)
        index = MatchIndex.build([], weights=WEIGHTS)
        for turn in range(rounds):
            fresh = world(seed + turn, 5, 12)
            out = {id_ for position, id_ in enumerate(sorted(now)) if position % 3 == turn % 3}
            made: list[PersonVector | VacancyVector] = [*fresh.people, *fresh.vacancies]
            records = {record.id: record for record in made if record.id not in out}
            index = index.with_changes(records.values(), out)
            now = {id_: record for id_, record in {**now, **records}.items() if id_ not in out}
    these = World(
        [record for record in now.values() if isinstance(record, PersonVector)],
        [record for record in now.values() if isinstance(record, VacancyVector)],
    )
    for person in these.people:
        assert [(m.id, m.score) for m in index.top_k(person)] == brute_vacancies(these, person, 30)
    for vacancy in these.vacancies:
        assert [(m.id, m.score) for m in index.top_k_people(vacancy)] == brute_people(these, vacancy, 30)


def test_a_change_leaves_the_index_that_it_was_made_from_as_it_was() -> None:
    before = MatchIndex.build([job()], [welder()], weights=WEIGHTS)
    after = before.with_changes([job(pay_max=None, pay_min=None)], [welder().id])
    assert before.top_k(welder()) != after.top_k(welder())
    assert len(before.top_k_people(job())) == 1
    assert after.top_k_people(job()) == []


def test_a_stopped_vacancy_leaves_every_list_and_may_come_back() -> None:
    index = MatchIndex.build([job()], weights=WEIGHTS)
    stopped = index.with_changes(removals=[job().id])
    assert stopped.top_k(welder()) == []
    assert stopped.with_changes([job()]).top_k(welder()) == index.top_k(welder())


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    index = MatchIndex.build([job()], weights=WEIGHTS)
    assert index.with_changes(removals=[UUID(int=77)]).top_k(welder()) == index.top_k(welder())


def test_a_change_that_contradicts_itself_is_refused() -> None:
    index = MatchIndex.build([job()], weights=WEIGHTS)
    with pytest.raises(ValueError, match="twice"):
        index.with_changes([job(), job()])
    with pytest.raises(ValueError, match="put in and taken out"):
        index.with_changes([job()], [job().id])


def test_many_changes_are_built_into_the_index() -> None:
    index = MatchIndex.build([job()], weights=WEIGHTS)
    few = index.with_changes([job(id=UUID(int=500 + i)) for i in range(10)])
    many = index.with_changes([job(id=UUID(int=500 + i)) for i in range(supply.MOST_CHANGES + 1)])
    assert len(few.vacancies.recent.records) == 10
    assert len(many.vacancies.recent.records) == 0
    assert len(many.vacancies.base.records) == supply.MOST_CHANGES + 2
