"""The cache of the seeded store: made once however many ask, never half, never stale."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.template import KEPT_DAYS, SEEDING, WAITING, fingerprint, ready_template

BUILDER = """
import sys
from pathlib import Path
from pytest_checkout.demo.template import ready_template

def seed(directory, log):
    with open(sys.argv[2], "a") as seeds:
        seeds.write("seeded\\n")
    sys.stdin.readline()  # until the test says go on
    (directory / "db.sqlite3").write_text("whole")
    return 0

print((ready_template(Path(sys.argv[1]), "v1", seed) / "db.sqlite3").read_text())
"""


def plant(directory: Path, _: Path) -> int:
    (directory / "db.sqlite3").write_text("seeded")
    return 0


def never(_: Path, __: Path) -> int:
    raise AssertionError("seeded again")


def test_the_second_start_takes_what_the_first_has_made(tmp_path: Path) -> None:
    first = ready_template(tmp_path, "v1", plant)
    assert ready_template(tmp_path, "v1", never) == first
    assert (first / "db.sqlite3").read_text() == "seeded"


def test_another_version_seeds_anew(tmp_path: Path) -> None:
    assert ready_template(tmp_path, "v1", plant) != ready_template(tmp_path, "v2", plant)


def test_of_three_at_once_one_seeds_and_all_get_the_whole(tmp_path: Path) -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", BUILDER, str(tmp_path / "cache"), str(tmp_path / "seeds")]
    builders = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(3)]
    said = [builder.stderr.readline().strip() for builder in builders if builder.stderr]
    assert sorted(said) == sorted([SEEDING, WAITING, WAITING])
    builders.insert(0, builders.pop(said.index(SEEDING)))  # the one that seeds goes on first
    assert [builder.communicate("go on\n", timeout=30) for builder in builders] == [("whole\n", "")] * 3
    assert (tmp_path / "seeds").read_text() == "seeded\n"


def test_a_builder_that_dies_leaves_the_lock_and_the_place_to_the_next(tmp_path: Path) -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", BUILDER, str(tmp_path), str(tmp_path / "seeds")]
    with subprocess.Popen(command, stdin=pipe, stderr=pipe, text=True) as builder:
        assert builder.stderr is not None
        builder.stderr.readline()
        builder.kill()
    leftover = next(tmp_path.glob("v1.building-*"))
    assert (ready_template(tmp_path, "v1", plant) / "db.sqlite3").read_text() == "seeded"
    assert not leftover.exists()


def test_seeding_ends_with_its_parent_instead_of_finishing(tmp_path: Path) -> None:
    seeding = [sys.executable, "-m", "pytest_checkout.demo.template", str(tmp_path)]
    assert subprocess.run(seeding, stdin=subprocess.DEVNULL, check=False, timeout=60).returncode == 0
    assert not (tmp_path / "db.sqlite3").exists()  # the end of its input reached it before Django was even imported


def test_a_failed_seeding_tells_its_last_words_and_leaves_no_template(tmp_path: Path) -> None:
    def fail(directory: Path, log: Path) -> int:
        (directory / "db.sqlite3").write_text("half")
        log.write_text("migrating\nOperationalError: disk full\n\n")
        return 1

    with pytest.raises(DemoError, match=r"failed: OperationalError: disk full \(all of it: .*v1\.log\)"):
        ready_template(tmp_path, "v1", fail)
    assert not (tmp_path / "v1").exists()
    assert (ready_template(tmp_path, "v1", plant) / "db.sqlite3").read_text() == "seeded"


def test_templates_unused_for_two_weeks_make_room_for_the_next(tmp_path: Path) -> None:
    for name in ("old", "used", "new"):
        ready_template(tmp_path, name, plant)
    long_ago = time.time() - (KEPT_DAYS + 1) * 86400
    for name in ("old", "used"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    ready_template(tmp_path, "used", never)  # its use makes it fresh
    ready_template(tmp_path, "newest", plant)
    assert {entry.name for entry in tmp_path.iterdir() if entry.is_dir()} == {"used", "new", "newest"}


def test_the_version_of_a_template_follows_every_file_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "seed.py").write_text("price = 40")
    before = fingerprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "seed.pyc").write_text("compiled")
    assert fingerprint(tmp_path) == before
    (tmp_path / "seed.py").write_text("price = 41")
    assert fingerprint(tmp_path) != before
    (tmp_path / "seed.py").write_text("price = 40")
    (tmp_path / "de.po").write_text("")
    assert fingerprint(tmp_path) != before
