"""`python -m tests.zoo --shops 60 --seed 7 [--workers 2] [--only N ...] [--serve N]`: walk the zoo, or open a shop."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator

from tests.zoo.browser import browsing
from tests.zoo.report import summary
from tests.zoo.server import serving
from tests.zoo.traits import Traits
from tests.zoo.walk import Walk, population, walks, walks_beside, without_words


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.zoo", description=__doc__)
    parser.add_argument("--shops", type=int, default=60, help="how many shops (60)")
    parser.add_argument("--seed", type=int, default=7, help="which ones (7)")
    parser.add_argument("--only", type=int, nargs="+", metavar="N", help="walk these alone, and tell each step")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="walk in N processes (1)")
    parser.add_argument("--without-words", nargs="+", default=[], metavar="LANGUAGE", help="read these without a list")
    parser.add_argument("--serve", type=int, metavar="N", help="open shop N for a person with a browser")
    asked = parser.parse_args()
    if asked.serve is not None:
        serves(population(asked.seed, asked.serve + 1)[asked.serve], asked.serve)
        return
    shops = list(enumerate(population(asked.seed, max([asked.shops - 1, *(asked.only or [])]) + 1)))
    if asked.only:
        shops = [shops[number] for number in asked.only]
    done = []
    for walk in _walks(shops, asked.workers, asked.without_words):
        done.append(walk)
        print(f"{walk.number:4} {walk.verdict:22} {walk.seconds:5.1f} s  {walk.said}", flush=True)
        if asked.only:
            print(*(f"       {line}" for line in (*walk.journal, ", ".join(walk.traits.unusual()))), sep="\n")
    print(summary(done))


def _walks(shops: list[tuple[int, Traits]], workers: int, unread: list[str]) -> Iterator[Walk]:
    if workers > 1:
        yield from walks_beside(shops, workers, unread)
        return
    with without_words(*unread), serving() as zoo, browsing() as browser:
        yield from walks(browser, zoo, shops)


def serves(traits: Traits, number: int) -> None:
    """Serve one shop until Ctrl-C, then tell what was ordered."""
    with serving(8020) as zoo:
        shop = zoo.opens(traits, str(number))
        print(f"{zoo.product_url(shop)}\n{', '.join(traits.unusual())}\nCtrl-C ends it.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(*shop.orders, sep="\n")


if __name__ == "__main__":
    main()
