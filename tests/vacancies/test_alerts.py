"""Alerts of saved searches: in their rhythm, once an ad, in one message, never about what has ended."""

import re
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.db.models import F
from pytest_django import Settings

from firststop.accounts.models import Account
from firststop.core import messages
from firststop.core.actor import Actor, ActorKind
from firststop.core.models import Change, Message
from firststop.core.models.messages import Channel
from firststop.core.moved import settle_moved_log
from firststop.jobseekers.services import hide_from, open_profile
from firststop.vacancies import finding, indexing
from firststop.vacancies.enums import AdStatus, Rhythm
from firststop.vacancies.models import SavedSearch, SentAlert, Vacancy
from firststop.vacancies.rules.alerting import last_monday, last_morning
from firststop.vacancies.search import SearchIndex
from firststop.vacancies.services import (
    accept_vacancy,
    delete_search,
    reopen_vacancy,
    save_search,
    send_alerts,
    start_search,
    stop_search,
    stop_vacancy,
)
from firststop.vacancies.services import alerts as alerting
from tests import cast, people
from tests.core.test_changes import wait_until_settled
from tests.employers.firms import sent as texts
from tests.vacancies.test_life import AT, Firm

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.row("J-07")]
BISHKEK = ZoneInfo("Asia/Bishkek")
SEWING = {"q": ["швея"]}
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def index(committed: str, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[SearchIndex]:
    """Give a test an index of its own, written and read in this process, and phones that keep what they get."""
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"
    texts.clear()
    made = SearchIndex.open()
    monkeypatch.setattr(indexing, "_writer", [made])
    monkeypatch.setattr(finding, "reader", lambda: made)
    yield made
    texts.clear()


@pytest.fixture
def firm(index: SearchIndex) -> Firm:
    """Give a firm whose next ads are public at once; its first was public before anybody saved a search."""
    made = Firm()
    made.published()
    catch_up()
    return made


def catch_up() -> None:
    wait_until_settled()
    while indexing.step():
        pass


def reader(language: str = "en") -> Account:
    """Return who saves: somebody with an address and no phone."""
    return Account.objects.create(given_name="Aigul", email=f"{uuid.uuid4().hex[:8]}@people.example", language=language)


def doer(account: Account) -> Actor:
    return Actor(str(account.id), ActorKind.PERSON)


def kept(
    rhythm: Rhythm = Rhythm.AT_ONCE, *, by: Account | None = None, at: datetime = AT, name: str = "Sewing",
    **conditions: list[str],
) -> SavedSearch:  # fmt: skip
    return save_search(name, conditions or SEWING, rhythm, by=doer(by or reader()), at=at)


def run(at: datetime = AT) -> int:
    catch_up()
    return send_alerts(at=at)


def deliver(at: datetime = AT) -> list[mail.EmailMessage]:
    """Deliver what waits in the outbox; return the letters that left by it."""
    before = len(mail.outbox)
    for message in Message.objects.filter(kind=alerting.NEW_ADS, state="waiting").order_by("created_at"):
        messages.deliver(message.id, at=at)
    return mail.outbox[before:]


def told(search: SavedSearch) -> list[tuple[int, int]]:
    """Return of each message of a search how many ads it lists and counts."""
    rows = Message.objects.filter(subject=search.id).order_by("created_at")
    return [(len(row.values["ads"]), row.values["count"]) for row in rows]


LOCAL = datetime(2026, 11, 25, 15, tzinfo=BISHKEK)  # a Wednesday


@pytest.mark.parametrize(
    ("at", "morning", "monday"),
    [
        ((2026, 11, 25, 7, 59), (2026, 11, 24), (2026, 11, 23)),
        ((2026, 11, 25, 8, 0), (2026, 11, 25), (2026, 11, 23)),
        ((2026, 11, 25, 23, 59), (2026, 11, 25), (2026, 11, 23)),
        ((2026, 11, 29, 12, 0), (2026, 11, 29), (2026, 11, 23)),
        ((2026, 11, 30, 7, 59), (2026, 11, 29), (2026, 11, 23)),
        ((2026, 11, 30, 8, 0), (2026, 11, 30), (2026, 11, 30)),
        ((2027, 1, 1, 0, 30), (2026, 12, 31), (2026, 12, 28)),
    ],
)
def test_letters_leave_at_eight_each_morning_or_each_monday(
    at: tuple[int, ...], morning: tuple[int, int, int], monday: tuple[int, int, int]
) -> None:
    now = datetime(*at, tzinfo=BISHKEK).astimezone(UTC)  # type: ignore[arg-type, misc]
    assert last_morning(now, BISHKEK) == datetime(*morning, 8, tzinfo=BISHKEK)
    assert last_monday(now, BISHKEK) == datetime(*monday, 8, tzinfo=BISHKEK)


#: What happens, by local day and hour: a new ad, or a look. Then how many ads each message names, by rhythm.
WEEK: list[tuple[tuple[int, int], str]] = [
    ((25, 16), "ad"), ((25, 16), "look"), ((25, 23), "look"),
    ((26, 7), "look"), ((26, 8), "look"), ((26, 10), "ad"), ((26, 11), "look"),
    ((27, 8), "look"), ((28, 8), "look"), ((29, 8), "look"), ((29, 9), "ad"), ((29, 10), "look"),
    ((30, 7), "look"), ((30, 8), "look"), ((30, 9), "look"),
]  # fmt: skip
EXPECTED = {
    Rhythm.AT_ONCE: {(25, 16): 1, (26, 11): 1, (29, 10): 1},
    Rhythm.DAILY: {(26, 8): 1, (27, 8): 1, (30, 8): 1},
    Rhythm.WEEKLY: {(30, 8): 3},
}


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_each_rhythm_writes_when_it_is_due_and_only_then(firm: Firm, rhythm: Rhythm) -> None:
    search, seen = kept(rhythm, at=LOCAL), 0
    happened = {}
    for (day, hour), what in WEEK:
        now = datetime(2026, 11, day, hour, 0, 1, tzinfo=BISHKEK)
        if what == "ad":
            firm.post(at=now)
        else:
            run(now)
            if len(told(search)) > seen:
                seen = len(told(search))
                happened[day, hour] = told(search)[-1][0]
    assert happened == EXPECTED[rhythm]


def test_a_service_that_slept_at_eight_writes_when_it_wakes(firm: Firm) -> None:
    search = kept(Rhythm.DAILY, at=LOCAL)
    firm.post()
    assert run(LOCAL + timedelta(hours=20)) == 1
    assert told(search) == [(1, 1)]


def test_what_was_public_before_the_search_was_saved_is_not_new(firm: Firm) -> None:
    search = kept()
    assert run() == 0
    assert told(search) == []
    firm.post()
    assert run() == 1
    assert told(search) == [(1, 1)]


def test_only_what_the_search_finds_is_sent(firm: Firm) -> None:
    sews, welds, shifts = kept(), kept(q=["сварщик"]), kept(q=["швея"], schedule=["shift"])
    firm.post()
    firm.post(title="Сварщик")
    run()
    assert (told(sews), told(welds), told(shifts)) == ([(1, 1)], [(1, 1)], [])


def test_an_ad_that_a_source_dates_back_is_new_when_it_comes(firm: Firm) -> None:
    search = kept()
    dated_back = firm.post()
    Vacancy.objects.filter(id=dated_back.id).update(published_at=AT - 40 * DAY)
    run()
    assert told(search) == [(1, 1)]


def test_several_new_ads_make_one_message(firm: Firm) -> None:
    search = kept(Rhythm.DAILY)
    for _number in range(3):
        firm.post()
    assert run(AT + DAY) == 1
    assert told(search) == [(3, 3)]


def test_a_message_lists_so_many_counts_all_and_leads_to_the_rest(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerting, "LISTED", 2)
    search = kept(Rhythm.DAILY)
    for _number in range(5):
        firm.post()
    run(AT + DAY)
    assert told(search) == [(2, 5)]
    letter = deliver()[0]
    assert letter.subject == "5 new vacancies: Sewing"
    assert "3 more are on the page of this search:" in letter.body
    assert run(AT + 2 * DAY) == 0


@pytest.mark.row("M-01")
def test_no_letter_lists_more_than_thirty(firm: Firm) -> None:
    search = kept(Rhythm.DAILY)
    for _number in range(31):
        firm.post()
    run(AT + DAY)
    listed = set(re.findall(r"/en/vacancies/([0-9a-f-]{36})\n", str(deliver()[0].body)))
    assert (len(listed), told(search)) == (alerting.LISTED, [(alerting.LISTED, 31)])
    assert alerting.LISTED <= 30


@pytest.mark.parametrize("happens", ["nothing", "a new version", "opened again"])
def test_no_ad_is_sent_twice(firm: Firm, happens: str) -> None:
    search = kept()
    ends = (AT + 60 * DAY).isoformat()
    sent = firm.post(reference="A-1", expires_at=ends)
    run()
    if happens == "a new version":
        assert firm.post(reference="A-1", expires_at=ends, openings=5).version == 2
    if happens == "opened again":
        house = firm.house.id
        stop_vacancy(sent.id, organisation=house, reason="", by=firm.by, at=AT)
        catch_up()
        reopen_vacancy(sent.id, organisation=house, by=firm.by, at=AT)
    for number in range(3):
        assert run(AT + number * MINUTE) == 0
    assert told(search) == [(1, 1)]
    assert SentAlert.objects.filter(search=search).count() == 1


def test_an_ad_that_two_searches_find_is_sent_for_each_once(firm: Firm) -> None:
    who = reader()
    mine = kept(by=who), kept(by=who, name="Full days", schedule=["full_day"]), kept()
    firm.post()
    assert (run(), run()) == (3, 0)
    assert [told(search) for search in mine] == [[(1, 1)]] * 3


@pytest.mark.parametrize("step", ["SentAlert", "send_message", "save"])
def test_a_crash_between_leaves_nothing_and_the_next_run_sends_once(
    firm: Firm, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    search, other = kept(), kept()
    firm.post()

    def crash(*_things: object, **_more: object) -> None:
        raise RuntimeError("the worker was killed")

    with monkeypatch.context() as broken:
        if step == "SentAlert":
            broken.setattr(SentAlert.objects, "bulk_create", crash)
        elif step == "send_message":
            broken.setattr(alerting, "send_message", crash)
        else:
            broken.setattr(SavedSearch, "save", crash)
        assert run() == 0
    assert not SentAlert.objects.exists()
    assert not Message.objects.filter(kind=alerting.NEW_ADS).exists()
    assert (run(), run()) == (2, 0)
    assert [told(search), told(other)] == [[(1, 1)]] * 2


def test_a_search_that_fails_does_not_keep_the_others_from_theirs(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = kept(), kept()
    SavedSearch.objects.filter(id=broken.id).update(conditions={"occupation": ["no id"]})
    firm.post()
    assert run() == 1
    assert (told(broken), told(sound)) == ([], [(1, 1)])


def test_conditions_that_are_no_more_are_passed_over_without_a_message(firm: Firm) -> None:
    search = kept(place=["was-here"])
    firm.post()
    assert (run(), run()) == (0, 0)
    assert told(search) == []
    assert SavedSearch.objects.get(id=search.id).looked_at == AT


def test_two_runs_at_once_write_once(firm: Firm) -> None:
    searches = [kept() for _number in range(4)]
    firm.post()
    catch_up()
    counts: list[int] = []

    def work() -> None:
        counts.append(send_alerts(at=AT))
        connection.close()

    both = [threading.Thread(target=work) for _number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(counts) == 4
    assert [told(search) for search in searches] == [[(1, 1)]] * 4


def test_a_run_takes_so_many_of_each_kind_and_the_next_the_rest(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerting, "A_RUN", 2)
    searches = [kept(rhythm) for rhythm in (Rhythm.AT_ONCE, Rhythm.DAILY) for _number in range(3)]
    firm.post()
    assert [run(AT + DAY) for _number in range(3)] == [4, 2, 0]
    assert [told(search) for search in searches] == [[(1, 1)]] * 6


@pytest.mark.parametrize("when", ["before the look", "before the letter leaves"])
def test_an_ad_that_has_ended_is_not_sent(firm: Firm, when: str) -> None:
    search = kept()
    ended = firm.post()
    catch_up()
    if when == "before the letter leaves":
        assert run() == 1
    stop_vacancy(ended.id, organisation=firm.house.id, reason="", by=firm.by, at=AT)
    # The index may be behind the tables: what has ended is known from them.
    send_alerts(at=AT)
    assert deliver() == []
    assert told(search) == []
    assert texts == []


def test_a_letter_names_what_is_still_open_when_it_leaves(firm: Firm) -> None:
    kept(Rhythm.DAILY)
    ended, open_still = firm.post(), firm.post(title="Швея-закройщица")
    run(AT + DAY)
    stop_vacancy(ended.id, organisation=firm.house.id, reason="", by=firm.by, at=AT)
    letter = deliver()[0]
    assert letter.subject == "1 new vacancy: Sewing"
    assert str(open_still.id) in letter.body
    assert str(ended.id) not in letter.body


def test_an_ad_that_waits_for_a_moderator_is_sent_once_it_is_public(firm: Firm) -> None:
    search = kept()
    waits = firm.post()
    Vacancy.objects.filter(id=waits.id).update(status=AdStatus.CHECKING)
    assert run() == 0
    accept_vacancy(waits.id, by=people.moderator(), at=AT)
    assert run() == 1
    assert told(search) == [(1, 1)]


def test_an_employer_from_whom_the_person_hides_is_left_out(firm: Firm) -> None:
    who = reader()
    hidden, usual = kept(by=who), kept()
    profile = open_profile(who.id, by=doer(who))
    hide_from(profile.id, firm.firm.id, by=doer(who))
    firm.post()
    assert run() == 1
    assert (told(hidden), told(usual)) == ([], [(1, 1)])


@pytest.mark.parametrize("when", ["before the look", "before the letter leaves"])
@pytest.mark.parametrize("deed", ["stopped", "deleted", "closed"])
def test_nothing_is_sent_for_a_search_that_is_stopped_or_no_more(firm: Firm, when: str, deed: str) -> None:
    who = reader()
    search = kept(by=who)
    firm.post()
    if when == "before the letter leaves":
        assert run() == 1
    if deed == "stopped":
        stop_search(search.id, by=doer(who), at=AT)
    elif deed == "deleted":
        delete_search(search.id, by=doer(who))
    else:
        Account.objects.filter(id=who.id).update(is_active=False)
    assert run() == 0
    assert deliver() == []


def test_a_search_that_is_started_again_knows_only_what_comes_then(firm: Firm) -> None:
    who = reader()
    search = kept(by=who)
    stop_search(search.id, by=doer(who), at=AT)
    firm.post()
    catch_up()
    start_search(search.id, by=doer(who), at=AT)
    assert run() == 0
    firm.post()
    assert run() == 1
    assert told(search) == [(1, 1)]


def test_while_the_index_is_being_built_nothing_is_lost(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    search = kept(Rhythm.DAILY)
    firm.post()
    catch_up()
    with monkeypatch.context() as empty:
        empty.setattr(finding, "reader", SearchIndex.open)
        assert send_alerts(at=AT + DAY) == 0
    assert run(AT + DAY + MINUTE) == 1
    assert told(search) == [(1, 1)]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("en", "1 new vacancy: Sewing", "New for your search “Sewing”:"),
        ("ru", "1 новая вакансия: Sewing", "Новое по вашему поиску «Sewing»:"),
        ("ky", "1 жаңы бош орун: Sewing", "«Sewing» издөөңүз боюнча жаңысы:"),
    ],
)
def test_the_letter_speaks_the_readers_language_and_stops_with_one_click(
    firm: Firm, language: str, subject: str, line: str
) -> None:
    search = kept(by=reader(language))
    ad = firm.post()
    run()
    letter = deliver()[0]
    assert letter.subject.replace("\u00a0", " ") == subject
    assert letter.body.replace("\u00a0", " ").startswith(line)
    assert f"https://work.example/{language}/vacancies/{ad.id}\n" in letter.body
    assert "Кумуш Ийне" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"]
    assert stop.startswith(f"<https://work.example/{language}/vacancies/searches/stop/{search.id.hex}.")
    assert stop.strip("<>") in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_that_is_tried_again_keeps_its_name(firm: Firm) -> None:
    kept()
    firm.post()
    run()
    message = Message.objects.get(kind=alerting.NEW_ADS)
    letter = deliver()[0]
    assert letter.extra_headers["Message-ID"] == f"<{message.id}@localhost>"
    assert deliver() == []


def test_who_is_reached_by_phone_reads_only_that_there_is_something(firm: Firm) -> None:
    who = people.person(cast.ERMEK)
    search = kept(by=who, name="Secret wish")
    firm.post()
    assert run() == 1
    assert deliver() == []
    assert Message.objects.get(subject=search.id).channel == Channel.SMS
    assert len(texts) == 1
    assert [word for word in ("Secret", "Швея", "http", "1 ") if word in texts[0][1]] == []


def test_the_outbox_and_the_jobs_hold_ids_only(firm: Firm) -> None:
    kept(name="Secret wish")
    firm.post()
    run()
    row = Message.objects.get(kind=alerting.NEW_ADS)
    assert set(row.values) == {"ads", "count"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args::text LIKE '%Secret%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.row("C-06")
@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_a_search_goes_on_where_it_stood_after_the_database_has_moved_to_another_server(
    firm: Firm, rhythm: Rhythm
) -> None:
    search, further = kept(rhythm), 1 << 40
    firm.post()
    assert run(AT + 7 * DAY) == 1
    unread = firm.post().id
    Change.objects.update(transaction=F("transaction") + further)
    SavedSearch.objects.update(seen_transaction=F("seen_transaction") + further)
    assert settle_moved_log()
    indexing.rebuild()
    assert run(AT + 14 * DAY) == 1
    fresh = firm.post().id
    assert run(AT + 21 * DAY) == 1
    ads = [row.values["ads"] for row in Message.objects.filter(subject=search.id).order_by("created_at")]
    assert ads[1:] == [[str(unread)], [str(fresh)]], "nothing is lost and nothing is told twice"
