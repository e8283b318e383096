"""pytest entry point: which modules make up the plugin."""

from pytest_checkout.disruptors.disruptor import BUILT_IN
from pytest_checkout.steps import PLUGINS

pytest_plugins = [
    "pytest_checkout.pytest_plugin.options",
    "pytest_checkout.pytest_plugin.evidence",
    "pytest_checkout.pytest_plugin.failures",
    "pytest_checkout.pytest_plugin.arguments",
    "pytest_checkout.pytest_plugin.collection",
    "pytest_checkout.pytest_plugin.keeping",
    "pytest_checkout.pytest_plugin.trials",
    "pytest_checkout.pytest_plugin.ledger",
    "pytest_checkout.pytest_plugin.trends",
    "pytest_checkout.pytest_plugin.late",
    "pytest_checkout.pytest_plugin.capture",
    "pytest_checkout.pytest_plugin.combining",
    "pytest_checkout.pytest_plugin.explain",
    "pytest_checkout.pytest_plugin.traces",
    "pytest_checkout.pytest_plugin.allure",
    "pytest_checkout.pytest_plugin.redacting",
    "pytest_checkout.pytest_plugin.fixtures",
    "pytest_checkout.pytest_plugin.changes",
    *(f"pytest_checkout.steps.{name}" for name in PLUGINS),
    *(f"pytest_checkout.disruptors.{name}" for name in BUILT_IN),
]
