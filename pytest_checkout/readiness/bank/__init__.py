"""The evidence bank: trials and runs, kept over days, laptops and CI jobs, in chains that show every change."""

from pytest_checkout.readiness.bank.bank import Bank, Head
from pytest_checkout.readiness.bank.mishap import BankError
from pytest_checkout.readiness.bank.record import RUN, TRIAL, Record, TrialRecord
from pytest_checkout.readiness.bank.scope import Scope, Target
from pytest_checkout.readiness.bank.transfer import Imported, export, import_
from pytest_checkout.readiness.bank.verify import Fault, Verification, verify
from pytest_checkout.readiness.bank.writer import Writer

NAME = ".checkout/bank.sqlite"
"""Where the bank is, seen from the project, unless somebody says otherwise."""

__all__ = [
    "NAME",
    "RUN",
    "TRIAL",
    "Bank",
    "BankError",
    "Fault",
    "Head",
    "Imported",
    "Record",
    "Scope",
    "Target",
    "TrialRecord",
    "Verification",
    "Writer",
    "export",
    "import_",
    "verify",
]
