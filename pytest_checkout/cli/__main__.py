"""`python -m pytest_checkout.cli`, for machines where the command is not on the PATH."""

from pytest_checkout.cli import main

raise SystemExit(main())
