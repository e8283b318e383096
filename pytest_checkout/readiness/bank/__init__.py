"""The evidence bank: trials and runs, kept over days, laptops and CI jobs, in chains that show every change."""

from pytest_checkout.readiness.bank.bank import Bank, Head
from pytest_checkout.readiness.bank.mishap import BankError
from pytest_checkout.readiness.bank.record import Record, Scope
from pytest_checkout.readiness.bank.transfer import Imported, export, import_
from pytest_checkout.readiness.bank.verify import Fault, Verification, verify
from pytest_checkout.readiness.bank.writer import Writer

__all__ = [
    "Bank",
    "BankError",
    "Fault",
    "Head",
    "Imported",
    "Record",
    "Scope",
    "Verification",
    "Writer",
    "export",
    "import_",
    "verify",
]
