"""What a run learned and decided: states of items, readiness.json, the exit status, and honesty when things break."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.plugin.checklist_project import CONFTEST, HEAD, Project, item, project

__all__ = ["project"]

READY = item("LOY-01")
NOT_READY = item("LOY-02", "Given a shop", "Then the button should work")
UNREADABLE = item("LOY-03", "Given a shop", "Then the page should be readable")
CANNOT_PROVIDE = item("LOY-04", "Given a shop", "Then the store should have a mailbox")
DECLARED = item("LOY-05", "Given a shop", "Then the store should have points")
SIGNED = item("LOY-06", attest="{by: [head of growth]}")


@pytest.mark.parametrize(
    ("entry", "state", "word", "exit_status", "reason", "code"),
    [
        (READY, "ready", "GO", 0, "", ""),
        (NOT_READY, "not ready", "NO-GO", 1, "the button has no effect", "capability-dead"),
        (UNREADABLE, "unknown", "NO-GO", 1, "two buttons fit", "cannot-read"),
        (
            CANNOT_PROVIDE,
            "unknown",
            "UNDECIDED",
            1,
            "needs a mailbox, which store.yaml does not give",
            "cannot-provide",
        ),
        (DECLARED, "not applicable", "UNDECIDED", 1, "the store has no points: not before May*", "declared-lack"),
        (SIGNED, "not run", "UNDECIDED", 1, "a person has to look and sign: head of growth; nobody*", "not-signed"),
    ],
    ids=["ready", "not ready", "unknown", "cannot provide", "not applicable", "to be signed"],
)
def test_states(project: Project, entry: str, state: str, word: str, exit_status: int, reason: str, code: str):
    project.checklist(entry)
    assert project.run().ret == exit_status
    found = project.readiness["items"][0]
    assert (found["state"], project.word, found["reason_code"]) == (state, word, code)
    assert found["reason"].startswith(reason.rstrip("*"))


def test_what_the_store_lacks_does_not_count(project: Project):
    project.checklist(READY, DECLARED)
    assert project.run().ret == 0
    assert project.word == "GO"


def test_only_blockers_decide_but_pytest_stays_red(project: Project):
    project.checklist(READY, NOT_READY.replace("blocker", "critical"))
    assert project.run().ret == 1
    assert project.word == "GO"


def test_a_run_in_which_all_is_skipped_is_red(project: Project):
    project.checklist(CANNOT_PROVIDE)
    result = project.run("-rs")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["SKIPPED [[]1[]] checklists/daily.yaml:7: needs a mailbox, *"])


def test_the_gate_can_be_switched_off_and_still_tells(project: Project):
    project.checklist(CANNOT_PROVIDE)
    assert project.run("--checkout-gate=off").ret == 0
    assert project.word == "UNDECIDED"


def test_selecting_nothing_is_red(project: Project):
    project.checklist(READY)
    assert project.run("-k", "nothing").ret == 1
    assert project.states == {"LOY-01": "not run"}


def test_a_skip_or_an_expected_failure_of_somebody_else_is_never_ready(project: Project):
    project.write(
        "conftest.py",
        CONFTEST
        + "\nimport pytest\n"
        + "def pytest_collection_modifyitems(items):\n"
        + "    for item in items:\n"
        + "        skips = 'LOY-01' in item.name\n"
        + "        item.add_marker(pytest.mark.skip(reason='later') if skips else pytest.mark.xfail)\n",
    )
    project.checklist(READY, NOT_READY)
    assert project.run().ret == 1
    assert project.states == {"LOY-01": "not run", "LOY-02": "not ready"}
    assert project.word == "NO-GO"


def test_an_assertion_in_a_fixture_is_not_the_shops_fault(project: Project):
    project.write("conftest.py", CONFTEST + AUTOUSE.format(before="assert False, 'no till'", after="pass"))
    project.checklist(READY)
    project.run()
    assert project.states == {"LOY-01": "unknown"}
    assert project.readiness["items"][0]["reason_code"] == "set-up-failed"


def test_a_clean_up_that_fails_spoils_the_proof(project: Project):
    project.write("conftest.py", CONFTEST + AUTOUSE.format(before="pass", after="raise OSError('till is stuck')"))
    project.checklist(READY)
    assert project.run().ret == 1
    assert project.states == {"LOY-01": "unknown"}
    assert project.readiness["items"][0]["reason"] == "OSError: till is stuck"


AUTOUSE = """
import pytest

@pytest.fixture(autouse=True)
def till():
    {before}
    yield
    {after}
"""


def test_facts_and_reasons_reach_the_controller(project: Project):
    project.write(
        "conftest.py",
        CONFTEST
        + "\nimport pytest\nfrom pytest_checkout.pytest_plugin.evidence import record\n"
        + "@pytest.fixture(autouse=True)\n"
        + "def facts(request):\n"
        + "    record(request.node, facts=[('cart', 'total', 'GBP 4.00')], attachments=['a.png'], stage='cart')\n",
    )
    project.checklist(READY, NOT_READY, UNREADABLE)
    project.run("-n2", apart=True)
    assert project.states == {"LOY-01": "ready", "LOY-02": "not ready", "LOY-03": "unknown"}
    evidence = project.readiness["items"][2]["evidence"][0]
    assert evidence["facts"] == [["cart", "total", "GBP 4.00"]]
    assert evidence["attachments"] == ["a.png"]
    assert (evidence["looked_for"], evidence["found"]) == ("a button", "two buttons")
    assert (project.readiness["items"][0]["evidence"][0]["stage"], evidence["stage"]) == ("cart", "cart")


def test_the_first_failure_ends_the_run_and_the_rest_is_not_run(project: Project):
    project.checklist(NOT_READY.replace("blocker", "minor"), READY)
    assert project.run("-x").ret == 1
    assert project.states == {"LOY-02": "not ready", "LOY-01": "not run"}
    assert project.broken_rules()["the run came to its end"] == "stopping after 1 failures"


def test_a_test_module_that_cannot_be_imported_leaves_no_go(project: Project):
    project.write("test_own.py", "import nothing_of_that_name\n")
    project.checklist(READY)
    assert project.run().ret == 2
    assert project.word == "UNDECIDED"
    assert project.broken_rules()["the run came to its end"] == "could not collect test_own.py"


def test_a_conftest_that_cannot_be_imported_leaves_no_older_answer(project: Project):
    project.checklist(READY)
    project.run()
    assert project.word == "GO"
    project.write("conftest.py", "import nothing_of_that_name\n")
    assert project.run("checklists/daily.yaml").ret == 4
    assert project.word == "UNDECIDED"


def test_results_that_cannot_be_written_are_told_before_anything_runs(project: Project):
    project.checklist(READY)
    project.write("checkout-report", "a file where the folder should be\n")
    result = project.run()
    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: cannot write *checkout-report/readiness.json: *. Name another folder with *"])


def test_readiness_json_is_what_its_documentation_says(project: Project):
    project.checklist(NOT_READY)
    project.run("--checkout-report=out")
    (project.pytester.path / "out").rename(project.pytester.path / "checkout-report")
    data = project.readiness
    documented = (Path(__file__).parents[2] / "docs" / "readiness-json.md").read_text()
    for part in (data, data["decision"], data["decision"]["rules"][0], data["run"], data["items"][0]):
        for key in part:
            assert f"`{key}`" in documented, key
    for key in data["items"][0]["evidence"][0]:
        assert f"`{key}`" in documented, key


def test_the_gate_tells_the_decision_as_its_exit_status(project: Project):
    gate = [sys.executable, "-m", "pytest_checkout.cli", "gate"]
    nothing = subprocess.run(gate, capture_output=True, text=True, check=False)
    assert nothing.returncode == 2
    assert "Run the checklists first" in nothing.stdout
    for entry, status, word in ((READY, 0, "GO"), (NOT_READY, 1, "NO-GO"), (CANNOT_PROVIDE, 2, "UNDECIDED")):
        project.checklist(entry)
        project.run()
        told = subprocess.run(gate, capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout.splitlines()[0]) == (status, word)


# -- runs that are cut off --


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_fixture_that_ends_the_run_is_told_in_its_words(project: Project, workers: str):
    project.write(
        "conftest.py", CONFTEST + AUTOUSE.format(before="pytest.exit('the store is closed', 4)", after="pass")
    )
    project.checklist(READY)
    result = project.run(workers, apart=True)
    assert result.ret in (2, 4)
    result.stdout.fnmatch_lines(["!!!*the store is closed*"])
    result.stdout.no_fnmatch_line("*INTERNALERROR*")
    assert project.word == "UNDECIDED"
    assert project.states == {"LOY-01": "not run"}
    assert project.broken_rules()["the run came to its end"] == "the store is closed"


SLOW = """
import time
from pathlib import Path

@given("a slow shop")
def a_slow_shop():
    Path("begun").touch()
    time.sleep(60)
"""


def begun(project: Project, *arguments: str) -> subprocess.Popen[bytes]:
    """A run that hangs in its second item."""
    project.write("conftest.py", CONFTEST + SLOW)
    project.checklist(READY, item("LOY-09", "Given a slow shop"))
    return hanging(*arguments)


def hanging(*arguments: str) -> subprocess.Popen[bytes]:
    """A run that has come to the place where it hangs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-pno:randomly", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        # A parent in the background ignores Ctrl-C, and its children with it; a person's shell does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here yet
    )
    deadline = time.monotonic() + 120
    while not Path("begun").exists():
        assert process.poll() is None, process.communicate()[0].decode()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process


def test_a_killed_run_leaves_undecided_and_never_an_older_go(project: Project):
    project.checklist(READY)
    project.run()
    assert project.word == "GO"
    process = begun(project)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert project.word == "UNDECIDED"
    assert project.broken_rules() == {"the run came to its end": "run not finished"}


def test_a_run_that_is_killed_while_it_collects_leaves_no_older_answer(project: Project):
    project.checklist(READY)
    project.run()
    assert project.word == "GO"
    project.write("aaa/test_own.py", "import time\nfrom pathlib import Path\nPath('begun').touch()\ntime.sleep(60)\n")
    process = hanging()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert project.word == "UNDECIDED"


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_ctrl_c_leaves_what_was_learned_and_undecided(project: Project, workers: str):
    process = begun(project, workers)
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 2
    assert project.word == "UNDECIDED"
    assert project.states["LOY-09"] == "not run"
    assert project.broken_rules()["the run came to its end"] == "it was interrupted"


def test_a_worker_that_dies_makes_its_item_unknown_and_loses_no_other(project: Project):
    project.write(
        "conftest.py", CONFTEST + '\nimport os\n@given("a crash")\ndef crash():\n    os.kill(os.getpid(), 9)\n'
    )
    project.checklist(READY, item("LOY-09", "Given a crash"), item("LOY-10"))
    assert project.run("-n2", apart=True).ret == 1
    assert project.states == {"LOY-01": "ready", "LOY-09": "unknown", "LOY-10": "ready"}
    assert project.readiness["items"][1]["reason_code"] == "crashed"
    assert project.word == "NO-GO"


def test_a_thousand_items_are_no_problem(project: Project):
    project.write("checklists/daily.yaml", HEAD + "".join(item(f"LOY-{number:04}") for number in range(1000)))
    result = project.run("--collect-only", "-q")
    assert result.ret == 0
    assert result.outlines[-1].startswith("1000 tests collected")
