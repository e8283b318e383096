"""Checklist items as feature files of their own, and any feature file in the same plain form."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from pytest_checkout.checklist.features import Feature, Library, Node, parse
from pytest_checkout.checklist.gherkin import scenario, scenario_name, table
from pytest_checkout.checklist.model import Item, Scenarios, Steps
from pytest_checkout.checklist.plan import cases


def file_name(item: Item) -> str:
    """ "PRO-01-a-live-code-takes-the-discount-off.feature": the id, then the title in plain letters."""
    plain = unicodedata.normalize("NFKD", item.title).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return f"{item.id}{'-' + words if words else ''}.feature"[:120]


def exported(item: Item, library: Library) -> str:
    """One item as a feature of its own."""
    tags = f"@item:{item.id} @{item.disruptor} @{item.severity}"
    lines = [tags, f"Feature: {scenario_name(item)}"]
    if isinstance(item.proof, Steps):
        lines += [text for _, text in scenario(item, item.proof)]
    elif isinstance(item.proof, Scenarios):
        scenes = [case.scene for case in cases(item, library) if case.scene is not None]
        names = Counter(scene.name for scene in scenes)
        for scene in scenes:
            # Scenarios of one name in two files are two; in one file the first would vanish.
            name = scene.name if names[scene.name] == 1 else f"{scene.name} (from {scene.path.stem}:{scene.line})"
            lines += _scenario({**scene.node, "name": name}, scene.background)
    feature, problems = parse("\n".join(lines), item.path)
    assert feature is not None, f"{item.id} was exported as Gherkin that cannot be read: {problems}"
    return formatted(feature)


def formatted(feature: Feature) -> str:
    """The feature in plain form. Formatting twice changes nothing; comments are kept at the top."""
    node = feature.document["feature"]
    comments = [comment["text"].strip() for comment in feature.document["comments"]]
    language = (
        []
        if node["language"] == "en" or comments[:1] == [f"# language: {node['language']}"]
        else [f"# language: {node['language']}"]
    )
    lines = [*language, *comments, *_tags(node, ""), f"{node['keyword']}: {node['name']}", *_description(node, "  ")]
    lines += _children(node, "  ")
    return "\n".join(lines) + "\n"


def _children(node: Node, indent: str) -> Iterator[str]:
    for child in node["children"]:
        if "background" in child:
            part = child["background"]
            yield from ("", f"{indent}{part['keyword']}: {part['name']}".rstrip(), *_description(part, indent + "  "))
            yield from _steps(part["steps"], indent + "  ")
        elif "rule" in child:
            part = child["rule"]
            yield from ("", *_tags(part, indent), f"{indent}{part['keyword']}: {part['name']}")
            yield from _description(part, indent + "  ")
            yield from _children(part, indent + "  ")
        else:
            yield from _scenario(child["scenario"], (), indent)


def _scenario(node: Node, background: Sequence[Node], indent: str = "  ") -> Iterator[str]:
    yield ""
    yield from _tags(node, indent)
    yield f"{indent}{node['keyword']}: {node['name']}"
    yield from _description(node, indent + "  ")
    yield from _steps([*background, *node["steps"]], indent + "  ")
    for examples in node["examples"]:
        yield ""
        yield from _tags(examples, indent + "  ")
        yield f"{indent}  {examples['keyword']}: {examples['name']}".rstrip()
        rows = [examples["tableHeader"], *examples["tableBody"]] if "tableHeader" in examples else []
        yield from (f"{indent}    {row}" for row in _table(rows))


def _steps(steps: Sequence[Node], indent: str) -> Iterator[str]:
    for step in steps:
        yield f"{indent}{step['keyword'].strip()} {step['text']}"
        if "dataTable" in step:
            yield from (f"{indent}  {row}" for row in _table(step["dataTable"]["rows"]))
        if "docString" in step:
            fence = step["docString"]["delimiter"]
            yield f"{indent}  {fence}{step['docString'].get('mediaType', '')}"
            yield from (f"{indent}  {line}".rstrip() for line in step["docString"]["content"].split("\n"))
            yield f"{indent}  {fence}"


def _table(rows: Sequence[Node]) -> list[str]:
    return table([[cell["value"] for cell in row["cells"]] for row in rows]) if rows else []


def _tags(node: Node, indent: str) -> list[str]:
    return [indent + " ".join(tag["name"] for tag in node["tags"])] if node["tags"] else []


def _description(node: Node, indent: str) -> list[str]:
    return [f"{indent}{line.strip()}".rstrip() for line in node["description"].splitlines()]
