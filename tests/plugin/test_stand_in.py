"""A fixture of the whole session is stood in for in one scenario, and is itself again in the next."""

from __future__ import annotations

import pytest


def test_what_stands_in_is_gone_with_its_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        from pytest_checkout.pytest_plugin import compat

        @pytest.fixture(scope="session")
        def store():
            return "at home"

        @pytest.fixture
        def sign(store):
            return f"open {store}"

        @pytest.fixture
        def enters(request, store):
            undo = []
            yield lambda value: undo.append(compat.stand_in(request, "store", value))
            for put_back in reversed(undo):
                put_back()

        def test_in_a_channel(request, enters):
            enters("abroad")
            enters("far away")
            assert request.getfixturevalue("store") == "far away"
            assert request.getfixturevalue("sign") == "open far away"

        def test_afterwards(store, sign):
            assert (store, sign) == ("at home", "open at home")
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider").assert_outcomes(passed=2)
