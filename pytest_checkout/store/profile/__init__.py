"""The store profile (store.yaml): what its owner tells us about a store, read strictly, with file:line for mistakes."""

from pytest_checkout.store.profile.access import (
    BackOfficeAccess,
    DeployAccess,
    HttpLogin,
    ProxyAccess,
    Secret,
    ServiceAccess,
)
from pytest_checkout.store.profile.channels import Channel
from pytest_checkout.store.profile.discovered import Discovered
from pytest_checkout.store.profile.entries import AddressEntry, CardEntry, Code, Delivery, Gives, Payment, Product
from pytest_checkout.store.profile.loading import load
from pytest_checkout.store.profile.overrides import Override
from pytest_checkout.store.profile.profile import (
    Environment,
    Locales,
    StoreProfile,
    Tls,
    UserAgent,
    is_right_to_left,
)
from pytest_checkout.store.profile.promises import Budget, Lack, Policies, Promise, Rounding, Sales
from pytest_checkout.store.profile.values import Names, name_in

__all__ = [
    "AddressEntry",
    "BackOfficeAccess",
    "Budget",
    "CardEntry",
    "Channel",
    "Code",
    "Delivery",
    "DeployAccess",
    "Discovered",
    "Environment",
    "Gives",
    "HttpLogin",
    "Lack",
    "Locales",
    "Names",
    "Override",
    "Payment",
    "Policies",
    "Product",
    "Promise",
    "ProxyAccess",
    "Rounding",
    "Sales",
    "Secret",
    "ServiceAccess",
    "StoreProfile",
    "Tls",
    "UserAgent",
    "is_right_to_left",
    "load",
    "name_in",
]
