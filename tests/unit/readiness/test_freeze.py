"""Nobody deploys inside a freeze: windows of the store and its partners, holidays, clock changes, emergencies, thaw."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import holidays
import pytest

from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import freeze_file
from pytest_checkout.readiness.findings import Weight
from pytest_checkout.readiness.freeze import Freeze
from tests.unit.readiness.files import mistakes, utc, written

NOW = utc("2026-11-20 12:00")
CHRISTMAS = """
    time zone: Europe/Berlin
    country: DE
    windows:
      - name: Christmas sales
        who: our store
        holiday: Christmas Day
        before: 24d
        after: 2d
      - name: Year end of the acquirer
        who: Acme Pay
        time zone: America/New_York
        from: 2026-12-18 18:00
        until: 2027-01-04 06:00
"""


def read(tmp_path: Path, text: str, now: datetime = NOW) -> Freeze:
    return freeze_file.load(written(tmp_path / "freeze.yaml", text), now)


def refused(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read(tmp_path, text)
    return mistakes(caught.value)


def weights(freeze: Freeze, now: str) -> list[Weight]:
    return [finding.weight for finding in freeze.findings(utc(now))]


def test_no_file_is_no_freeze(tmp_path: Path) -> None:
    freeze = freeze_file.load(tmp_path / "freeze.yaml", NOW)
    assert weights(freeze, "2026-12-24 12:00") == []


def test_a_holiday_window_comes_again_every_year(tmp_path: Path) -> None:
    freeze = read(tmp_path, CHRISTMAS)
    for year in (2026, 2027, 2028):
        span = next(
            span
            for span in freeze.spans(utc(f"{year}-01-10 00:00"), utc(f"{year}-12-31 00:00"))
            if span.name == "Christmas sales"
        )
        assert (span.start, span.end) == (utc(f"{year}-11-30 23:00"), utc(f"{year}-12-27 23:00"))


def test_a_deploy_inside_a_window_is_no_go_and_the_way_out_is_told(tmp_path: Path) -> None:
    freeze = read(tmp_path, CHRISTMAS)
    assert weights(freeze, "2026-11-30 22:59") == []
    [finding] = freeze.findings(utc("2026-11-30 23:00"))
    assert finding.weight is Weight.NO_GO
    assert str(finding).endswith(
        "freeze.yaml:4: freeze: no deploys: Christmas sales (our store) until 2026-12-28 00:00 Europe/Berlin; the next "
        "free moment is 2027-01-04 12:00 Europe/Berlin"
    )


def test_windows_that_overlap_thaw_together(tmp_path: Path) -> None:
    freeze = read(tmp_path, CHRISTMAS)
    assert [span.name for span in freeze.at(utc("2026-12-20 12:00"))] == ["Christmas sales", "Year end of the acquirer"]
    assert freeze.thaw(utc("2026-12-01 12:00")) == utc("2027-01-04 11:00")  # 06:00 in New York
    assert weights(freeze, "2027-01-04 10:59") == [Weight.NO_GO]
    assert weights(freeze, "2027-01-04 11:00") == []


def test_windows_that_touch_leave_no_free_moment_between_them(tmp_path: Path) -> None:
    freeze = read(
        tmp_path,
        """
        windows:
          - {name: one, who: us, from: 2026-11-01, until: 2026-11-02}
          - {name: two, who: them, from: 2026-11-03 00:00, until: 2026-11-03 12:00}
        """,
    )
    assert freeze.thaw(utc("2026-11-01 00:00")) == utc("2026-11-03 12:00")
    assert freeze.thaw(utc("2026-11-03 12:00")) == utc("2026-11-03 12:00")


def test_a_freeze_without_end_is_told_as_one(tmp_path: Path) -> None:
    freeze = read(tmp_path, "windows: [{name: moratorium, who: us, from: 2026-11-01, until: 2030-11-01}]")
    [finding] = freeze.findings(NOW)
    assert finding.message.endswith("; no free moment in a year")


@pytest.mark.parametrize(
    ("frozen", "free"),
    [
        ("2026-10-25 01:30", "2026-10-25 01:31"),  # 02:30 comes twice in Berlin: the freeze holds through the second
    ],
)
def test_a_freeze_that_ends_in_the_doubled_hour_ends_late(tmp_path: Path, frozen: str, free: str) -> None:
    freeze = read(
        tmp_path,
        "windows: [{name: n, who: w, time zone: Europe/Berlin, from: 2026-10-20, until: 2026-10-25 02:31}]",
    )
    assert weights(freeze, frozen) == [Weight.NO_GO]
    assert weights(freeze, free) == []


def test_a_freeze_that_starts_in_the_doubled_hour_starts_early(tmp_path: Path) -> None:
    freeze = read(
        tmp_path,
        "windows: [{name: n, who: w, time zone: Europe/Berlin, from: 2026-10-25 02:30, until: 2026-10-28}]",
    )
    assert weights(freeze, "2026-10-25 00:29") == []
    assert weights(freeze, "2026-10-25 00:30") == [Weight.NO_GO]


def test_days_of_a_holiday_window_are_calendar_days_when_clocks_change(tmp_path: Path) -> None:
    freeze = read(
        tmp_path,
        """
        time zone: Europe/Berlin
        windows: [{name: Easter, who: us, country: DE, holiday: Ostermontag, before: 14d}]
        """,
    )
    [span] = freeze.spans(utc("2026-03-01 00:00"), utc("2026-05-01 00:00"))  # Easter Monday is the 6th of April
    assert span.start == utc("2026-03-22 23:00")  # midnight in winter time
    assert span.end == utc("2026-04-06 22:00")  # midnight in summer time


def test_a_region_has_holidays_of_its_own(tmp_path: Path) -> None:
    windows = "windows: [{name: n, who: w, country: DE, %s holiday: Mariä Himmelfahrt}]"
    assert read(tmp_path, windows % "region: SL,").at(utc("2026-08-15 12:00"))
    assert "no holiday named 'Mariä Himmelfahrt' in DE" in refused(tmp_path, windows % "region: BE,")[0]


def test_a_holiday_by_the_moon_may_come_twice_in_a_year(tmp_path: Path) -> None:
    freeze = read(tmp_path, "windows: [{name: Eid, who: us, country: AE, holiday: Eid al-Fitr}]")
    days = {span.end.date() for span in freeze.spans(utc("2033-01-01 00:00"), utc("2034-01-01 00:00"))}
    assert {day.month for day in days} >= {1, 12}


# -- emergencies --

EMERGENCY = (
    CHRISTMAS
    + """
    emergencies:
      - windows: [Christmas sales]
        owner: Ada Byron
        approver: Grace Hopper
        reason: the certificate of the payment page expires
        from: 2026-12-16 18:00
        expiry: 2026-12-17 06:00
      - windows: [Christmas sales, Year end of the acquirer]
        owner: Ada Byron
        approver: Grace Hopper
        reason: orders are lost
        from: 2026-12-20 18:00
        expiry: 2026-12-21 06:00
      - windows: [Christmas sales]
        owner: Ada Byron
        approver: Grace Hopper
        reason: prices are wrong
        from: 2026-12-22 18:00
        expiry: 2026-12-23 06:00
"""
)


def test_an_emergency_opens_a_window_until_it_expires(tmp_path: Path) -> None:
    freeze = read(tmp_path, EMERGENCY)
    assert weights(freeze, "2026-12-16 16:59") == [Weight.NO_GO]
    assert weights(freeze, "2026-12-16 17:00") == [Weight.NOTE]
    assert weights(freeze, "2026-12-17 04:59") == [Weight.NOTE]
    assert weights(freeze, "2026-12-17 05:00") == [Weight.NO_GO]


def test_an_emergency_is_told_with_both_names(tmp_path: Path) -> None:
    [finding] = read(tmp_path, EMERGENCY).findings(utc("2026-12-16 20:00"))
    assert finding.message == (
        "Christmas sales (our store) until 2026-12-28 00:00 Europe/Berlin is open for an emergency until 2026-12-17 "
        "06:00 Europe/Berlin: the certificate of the payment page expires (Ada Byron, approved by Grace Hopper)"
    )


def test_an_emergency_opens_only_the_windows_it_names(tmp_path: Path) -> None:
    freeze = read(tmp_path, EMERGENCY)
    assert weights(freeze, "2026-12-20 20:00") == [Weight.NOTE, Weight.NOTE]
    assert weights(freeze, "2026-12-22 20:00") == [Weight.NO_GO, Weight.NOTE]


# -- mistakes --


def test_every_mistake_of_a_window_is_told_at_once(tmp_path: Path) -> None:
    assert refused(
        tmp_path,
        """
        time zone: Europe/Berlin
        country: DE
        windows:
          - {name: short, who: us, holiday: Christmas Day, before: 13d}
          - {name: odd, who: us, holiday: Christmas Day, before: 350h, after: 91d}
          - {name: typo, who: us, holiday: Chrismas Day}
          - {name: nowhere, who: us, country: DX, holiday: Christmas Day}
          - {name: region, who: us, country: DE, region: BX, holiday: Christmas Day}
          - {name: spring, who: us, from: 2026-03-29 02:30, until: 2026-04-01}
          - {name: back, who: us, from: 2026-04-02, until: 2026-04-01}
          - {name: back, who: us, from: 2026-04-02, unil: 2026-04-03}
          - {name: back, who: us, from: 2026-04-02, until: 2026-04-03}
        """,
    ) == [
        "freeze.yaml:4: 'before': a freeze begins at least 14d before its holiday.",
        "freeze.yaml:5: 'after': a freeze ends at most 90d after its holiday.",
        "freeze.yaml:5: 'before' should be whole days, as in '14d': a freeze begins and ends at midnight.",
        "freeze.yaml:6: no holiday named 'Chrismas Day' in DE. Did you mean 'Christmas Day'? Known: "
        + refused_known(tmp_path),
        "freeze.yaml:7: no country has the code 'DX'. Codes are those of ISO 3166-1, as in 'DE' or 'US'.",
        "freeze.yaml:8: DE has no region 'BX'. Known: " + ", ".join(german_regions()) + ".",
        "freeze.yaml:9: 'from': 2026-03-29 02:30 does not exist in Europe/Berlin: the clocks go forward over it.",
        "freeze.yaml:10: 'until' is not after 'from'.",
        "freeze.yaml:11: 'until' is missing.",
        "freeze.yaml:11: unknown key 'unil'. Did you mean 'until'? Known: name, who, time zone, from, until.",
        "freeze.yaml:12: the window 'back' is already at line 10; name each once.",
    ]


def german_regions() -> tuple[str, ...]:
    return holidays.DE.subdivisions


def refused_known(tmp_path: Path) -> str:
    """The names that the library knows for Germany: they grow with its releases."""
    [message] = refused(tmp_path, "windows: [{name: n, who: w, country: DE, holiday: zzz}]")
    return message.split("Known: ")[1]


def test_every_mistake_of_an_emergency_is_told_at_once(tmp_path: Path) -> None:
    windows = """
        windows:
          - {name: sale, who: us, from: 2026-11-20, until: 2026-11-30}
        emergencies:
          - {windows: [sales], owner: Ada, approver: Ada, reason: r, from: 2026-11-21, expiry: 2026-11-22}
          - {owner: Ada, approver: Grace, reason: r, from: 2026-11-21, expiry: 2026-11-25}
          - {windows: [sale], owner: Ada, approver: Grace, reason: r, from: 2026-11-21, expiry: 2026-11-20}
          - {windows: [sale], owner: Ada, approver: Grace}
        """
    assert refused(tmp_path, windows) == [
        "freeze.yaml:4: 'Ada' cannot approve an exception of their own; 'approver' is somebody else.",
        "freeze.yaml:4: no window named 'sales'. Did you mean 'sale'? Known: sale.",
        "freeze.yaml:5: 'expiry' is after 'from', by at most 3 days.",
        "freeze.yaml:5: 'windows' is missing: which of them are opened, as in 'windows: [Christmas sales]'.",
        "freeze.yaml:6: 'expiry' is after 'from', by at most 3 days.",
        "freeze.yaml:7: 'expiry' is missing.",
        "freeze.yaml:7: 'from' is missing.",
        "freeze.yaml:7: 'reason' is missing.",
    ]


def test_an_empty_list_of_windows_is_a_mistake(tmp_path: Path) -> None:
    assert refused(tmp_path, "country: DE") == ["freeze.yaml:1: 'windows' should be a list: one '-' per entry."]
