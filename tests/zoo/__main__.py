"""`python -m tests.zoo --shops 60 --seed 7 [--only N] [--serve N]`: walk the zoo, or open one of its shops."""

from __future__ import annotations

import argparse
import threading

from tests.zoo.browser import browsing
from tests.zoo.report import summary
from tests.zoo.server import serving
from tests.zoo.traits import Traits
from tests.zoo.walk import population, walks


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.zoo", description=__doc__)
    parser.add_argument("--shops", type=int, default=60, help="how many shops (60)")
    parser.add_argument("--seed", type=int, default=7, help="which ones (7)")
    parser.add_argument("--only", type=int, metavar="N", help="walk shop N alone")
    parser.add_argument("--serve", type=int, metavar="N", help="open shop N for a person with a browser")
    asked = parser.parse_args()
    if asked.serve is not None:
        serves(population(asked.seed, asked.serve + 1)[asked.serve], asked.serve)
        return
    with serving() as zoo, browsing() as browser:
        done = []
        for walk in walks(browser, zoo, population(asked.seed, asked.shops), asked.only):
            done.append(walk)
            print(f"{walk.number:4} {walk.verdict:22} {walk.seconds:5.1f} s  {walk.said}", flush=True)
            if asked.only is not None:
                print(f"     {walk.traits}")
        print(summary(done))


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
