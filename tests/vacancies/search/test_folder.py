"""An index on disk: written by one, read by many, whole or new, never half."""

import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from firststop.vacancies.search import Query, SearchDocument, SearchIndex, WriterBusyError, folder
from tests.counts import count
from tests.vacancies.search.ads import NOW, an_ad, key


def total(index: SearchIndex) -> int:
    return index.search(Query(), NOW).total


def fill(path: Path, ads: int = 300) -> None:
    """Write an index in two commits, with a removal, and let go of it."""
    index = SearchIndex.open(path)
    index.apply([an_ad(i) for i in range(ads)], [], "1:1")
    index.apply([], [key(0)], "1:2")
    index.close()


def test_a_new_index_is_empty_and_asks_to_be_filled(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "deep" / "search")
    assert index.needs_rebuild
    assert index.cursor() is None
    assert total(index) == 0


def test_ads_and_cursor_are_there_after_a_restart(tmp_path: Path) -> None:
    fill(tmp_path)
    again = SearchIndex.open(tmp_path)
    assert (total(again), again.cursor(), again.needs_rebuild) == (299, "1:2", False)


def test_applying_twice_is_applying_once() -> None:
    index = SearchIndex.open()
    for _ in range(2):
        index.apply([an_ad(1, version=3), an_ad(1, version=4), an_ad(2)], [key(2), key(77)], "5")
    hits = index.search(Query(), NOW).hits
    assert sorted((hit.id, hit.version) for hit in hits) == sorted([(key(1), 4), (key(2), 1)])


def test_a_rebuild_replaces_everything() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(i) for i in range(5)], [], "1")
    index.rebuild((an_ad(i) for i in range(3, 9)), "2")
    assert {hit.id for hit in index.search(Query(), NOW).hits} == {key(i) for i in range(3, 9)}
    assert index.cursor() == "2"


def test_a_failed_change_leaves_nothing_behind() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1)], [], "1")
    naive = an_ad(3, published_at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="aware"):
        index.apply([an_ad(2), naive], [key(1)], "2")
    assert (total(index), index.cursor()) == (1, "1")
    index.apply([an_ad(4)], [], "3")
    assert {hit.id for hit in index.search(Query(), NOW).hits} == {key(1), key(4)}


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    first, second = SearchIndex.open(tmp_path), SearchIndex.open(tmp_path)
    first.apply([an_ad(1)], [], "1")
    with pytest.raises(WriterBusyError):
        second.apply([an_ad(2)], [], "2")
    first.close()
    second.apply([an_ad(2)], [], "2")
    assert total(second) == 2


def test_a_reader_sees_a_commit_after_reload(tmp_path: Path) -> None:
    early = SearchIndex.open(tmp_path, writes=False)
    assert early.needs_rebuild
    assert list(tmp_path.iterdir()) == [], "a reader makes nothing"
    writer = SearchIndex.open(tmp_path)
    writer.apply([an_ad(1)], [], "1")
    early.reload()
    assert total(early) == 1
    writer.apply([an_ad(2)], [], "2")
    assert total(early) == 1
    early.reload()
    assert (total(early), early.cursor()) == (2, "2")
    with pytest.raises(WriterBusyError):
        early.apply([], [], "3")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "emptied": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
    "garbage": lambda file: file.write_bytes(b"no index " * 500),
    "one bit": lambda file: file.write_bytes(_flipped(file.read_bytes())),
}


def _flipped(content: bytes) -> bytes:
    at = len(content) // 3
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] if content else b"x"


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_is_damaged_the_index_opens_and_is_whole_or_new(tmp_path: Path, damage: str) -> None:
    fill(tmp_path / "whole")
    names = sorted(file.name for file in (tmp_path / "whole" / folder.NAME).iterdir())
    assert len(names) > 8
    new = 0
    for name in names:
        path = tmp_path / f"{name}.{damage}"
        shutil.copytree(tmp_path / "whole", path)
        DAMAGE[damage](path / folder.NAME / name)
        for writes in (False, True):
            index = SearchIndex.open(path, writes=writes)
            assert (total(index), index.needs_rebuild) in ((299, False), (0, True))
        new += index.needs_rebuild
    assert new >= len(names) - 3, "only lock files and what meta.json does not need may be damaged unseen"


def test_a_damaged_index_is_filled_again_and_its_readers_see_it(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / folder.NAME / "meta.json").unlink()
    reader, writer = SearchIndex.open(tmp_path, writes=False), SearchIndex.open(tmp_path)
    assert (total(reader), reader.needs_rebuild, writer.needs_rebuild) == (0, True, True)
    writer.rebuild([an_ad(1), an_ad(2)], "9")
    reader.reload()
    assert (total(reader), reader.cursor()) == (2, "9")


def test_a_reader_keeps_what_it_has_when_the_folder_is_damaged_meanwhile(tmp_path: Path) -> None:
    fill(tmp_path)
    reader = SearchIndex.open(tmp_path, writes=False)
    (tmp_path / folder.NAME / "meta.json").write_bytes(b"{")
    reader.reload()
    assert total(reader) == 299
    writer = SearchIndex.open(tmp_path)
    writer.rebuild([an_ad(1)], "9")
    reader.reload()
    assert (total(reader), reader.cursor()) == (1, "9")


def test_a_file_in_the_place_of_the_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / folder.NAME).write_text("not a folder")
    index = SearchIndex.open(tmp_path)
    index.apply([an_ad(1)], [], "1")
    assert total(SearchIndex.open(tmp_path, writes=False)) == 1


def test_an_index_of_another_version_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    old = folder.NAME
    monkeypatch.setattr(folder, "NAME", "2-9.9")
    index = SearchIndex.open(tmp_path)
    assert index.needs_rebuild
    monkeypatch.setattr(folder, "NAME", old)
    assert total(SearchIndex.open(tmp_path)) == 299


def test_an_index_of_other_fields_starts_anew(tmp_path: Path) -> None:
    import tantivy

    path = tmp_path / folder.NAME
    path.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title")
    tantivy.Index(builder.build(), path=str(path)).writer(15_000_000, 1).commit()
    index = SearchIndex.open(tmp_path)
    assert (index.needs_rebuild, total(index)) == (True, 0)


KILLED = """
    import sys
    from pathlib import Path
    from firststop.vacancies.search import SearchIndex
    from tests.vacancies.search.ads import an_ad
    index = SearchIndex.open(Path(sys.argv[1]))
    step = int(index.cursor() or 0)
    while True:
        step += 1
        index.apply([an_ad(step * 10 + i) for i in range(10)], [], str(step))
        print(step, flush=True)
"""


def test_a_killed_writer_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    path = tmp_path / "index"
    for _ in range(count(2, proof=25)):
        command = [sys.executable, "-c", textwrap.dedent(KILLED), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = [int(writer.stdout.readline()) for _ in range(7)][-1]
            writer.send_signal(signal.SIGKILL)
        index = SearchIndex.open(path, writes=False)
        step = int(index.cursor() or 0)
        assert step >= acknowledged
        assert total(index) == 10 * step


def test_threads_search_while_the_index_is_written() -> None:
    index = SearchIndex.open()
    index.apply([], [], "0")
    totals: set[int] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            totals.add(total(index))

    with ThreadPoolExecutor(3) as pool:
        looks = [pool.submit(look) for _ in range(3)]
        for step in range(count(15, proof=300)):
            index.apply([an_ad(step * 10 + i) for i in range(10)], [], str(step))
        over.set()
        for done in looks:
            done.result()
    assert {seen % 10 for seen in totals} == {0}, "a search sees whole commits only"
    assert len(totals) > 1


@pytest.mark.row("SR-22")
def test_an_ad_has_no_field_for_personal_data() -> None:
    assert not {"contacts", "phone", "email", "apply_channels", "person"} & set(SearchDocument.__slots__)
