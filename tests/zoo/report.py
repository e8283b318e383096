"""The table after a run: how many of each verdict, and which traits the failures have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.zoo.verdict import Verdict
from tests.zoo.walk import Walk

GOOD = (Verdict.COMPLETED, Verdict.REFUSED_RIGHTLY)
_SHOWN = 20


def shares(walks: Sequence[Walk]) -> tuple[float, float]:
    """The share of completable shops that were completed, and of impossible ones refused with the right reason."""
    able = [walk for walk in walks if walk.traits.completable]
    unable = [walk for walk in walks if not walk.traits.completable]
    completed = sum(walk.verdict is Verdict.COMPLETED for walk in able)
    refused = sum(walk.verdict is Verdict.REFUSED_RIGHTLY for walk in unable)
    return completed / len(able) if able else 1.0, refused / len(unable) if unable else 1.0


def suspects(walks: Sequence[Walk]) -> list[tuple[str, int, int, str]]:
    """(trait, failures, shops with it, a sentence), the most telling first: how far its failures exceed the average."""
    failed = {walk.number for walk in walks if walk.verdict not in GOOD}
    average = len(failed) / len(walks) if walks else 0
    having: dict[str, list[Walk]] = defaultdict(list)
    for walk in walks:
        for trait in [*walk.traits.unusual(), f"place={walk.traits.place}"]:
            having[trait].append(walk)
    found = []
    for trait, mine in having.items():
        lost = [walk for walk in mine if walk.number in failed]
        excess = len(lost) - average * len(mine)
        if lost:
            sentence = Counter(walk.said for walk in lost).most_common(1)[0][0]
            found.append((excess, trait, len(lost), len(mine), sentence))
    return [(trait, lost, of, sentence) for _, trait, lost, of, sentence in sorted(found, reverse=True)]


def summary(walks: Sequence[Walk]) -> str:
    """The run in a few lines."""
    completed, refused = shares(walks)
    counts = Counter(walk.verdict for walk in walks)
    lines = ["", *(f"{counts[verdict]:5}  {verdict}" for verdict in Verdict)]
    lines.append(f"completed {completed:.1%} of the completable, refused rightly {refused:.1%} of the impossible")
    lines.append(f"{sum(walk.seconds for walk in walks):.0f} s in all")
    if worst := suspects(walks)[:_SHOWN]:
        lines += ["", "traits most often there when a walk fails (failed/shops), and what the shopper says:"]
        lines += [f"  {lost:3}/{of:<3} {trait:34} {sentence[:150]}" for trait, lost, of, sentence in worst]
    return "\n".join(lines)
