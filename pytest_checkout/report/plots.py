"""History as pictures: SVG text that stands by itself in a page, readable without colours and by screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from pytest_checkout.readiness.history import ItemHistory, PastRun
from pytest_checkout.readiness.results import State

# Okabe and Ito's colours, which people with any colour vision tell apart; the mark is for those who see none.
_LOOKS: dict[State, tuple[str, str]] = {
    State.READY: ("#009E73", ""),
    State.NOT_READY: ("#D55E00", "×"),
    State.UNKNOWN: ("#E69F00", "?"),
    State.NOT_RUN: ("#BBBBBB", "–"),
    State.WAIVED: ("#CC79A7", "w"),
    State.NOT_APPLICABLE: ("#EEEEEE", ""),
}
_CELL, _GAP, _LABEL, _LINE, _HEIGHT = 14, 2, 90, 18, 120
_STYLE = "font: 11px sans-serif; fill: #333"


def trend(runs: Sequence[PastRun]) -> str:
    """One bar per run, the oldest first: how many items were in each state."""
    most = max((len(run.states) for run in runs), default=0)
    svg = _svg(len(runs) * (_CELL + _GAP), _HEIGHT + _LINE, "Items by state, one bar per run")
    for number, run in enumerate(runs):
        bar = ET.SubElement(svg, "g")
        counts = [(state, run.count(state)) for state in _LOOKS if run.count(state)]
        told = ", ".join(f"{count} {state}" for state, count in counts)
        ET.SubElement(bar, "title").text = f"{_day(run.at)} {run.word}: {told}"
        bottom = float(_HEIGHT)
        for state, count in counts:
            height = _HEIGHT * count / most
            bottom -= height
            _cell(bar, number * (_CELL + _GAP), bottom, state, height)
    _axis(svg, runs)
    return _text(svg)


def timelines(histories: Sequence[ItemHistory]) -> str:
    """One row per item, one square per run that knew it, the oldest first."""
    times = sorted({at for history in histories for at, _ in history.states})
    column = {at: number for number, at in enumerate(times)}
    svg = _svg(_LABEL + len(times) * (_CELL + _GAP), len(histories) * _LINE, "Each item's state, run by run")
    for row, history in enumerate(histories):
        line = ET.SubElement(svg, "g")
        label = ET.SubElement(line, "text", x="0", y=f"{row * _LINE + _CELL - 3}", style=_STYLE)
        label.text = history.item
        for at, state in history.states:
            cell = ET.SubElement(line, "g")
            ET.SubElement(cell, "title").text = f"{history.item} {_day(at)}: {state}"
            _cell(cell, _LABEL + column[at] * (_CELL + _GAP), row * _LINE, state, _CELL)
    return _text(svg)


def write(folder: Path, runs: Sequence[PastRun], histories: Sequence[ItemHistory]) -> list[Path]:
    """trend.svg and timelines.svg in `folder`. Raises OSError."""
    pictures = {"trend.svg": trend(runs), "timelines.svg": timelines(histories)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures.items():
        (folder / name).write_text(svg, encoding="utf-8")
    return [folder / name for name in pictures]


def _svg(width: float, height: float, title: str) -> ET.Element:
    wide, high = f"{max(width, 1):g}", f"{max(height, 1):g}"
    box = f"0 0 {wide} {high}"
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=box, role="img", width=wide, height=high)
    ET.SubElement(svg, "title").text = title
    return svg


def _cell(parent: ET.Element, x: float, y: float, state: State, height: float) -> None:
    colour, mark = _LOOKS[state]
    ET.SubElement(parent, "rect", x=f"{x:g}", y=f"{y:g}", width=f"{_CELL}", height=f"{height:g}", fill=colour)
    if mark and height >= _CELL:
        middle = {"x": f"{x + _CELL / 2:g}", "y": f"{y + height / 2 + 4:g}", "text-anchor": "middle"}
        ET.SubElement(parent, "text", middle, style=_STYLE).text = mark


def _axis(svg: ET.Element, runs: Sequence[PastRun]) -> None:
    """The first and the last day under the bars."""
    if runs:
        ET.SubElement(svg, "text", x="0", y=f"{_HEIGHT + 13}", style=_STYLE).text = f"{runs[0].at:%d %b}"
    if len(runs) > 8:
        end = {"x": svg.attrib["width"], "y": f"{_HEIGHT + 13}", "text-anchor": "end"}
        ET.SubElement(svg, "text", end, style=_STYLE).text = f"{runs[-1].at:%d %b}"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _text(svg: ET.Element) -> str:
    return ET.tostring(svg, encoding="unicode")
