"""Reads the form-encoded parameters of an API call and refuses what the double would otherwise ignore in silence."""

from collections.abc import Iterable
from typing import NoReturn
from urllib.parse import parse_qsl

from pytest_checkout.demo.services.api_error import ApiError

Form = dict[str, "str | Form"]


class Parameters:
    """The parameters of one call: nested by brackets, `card[number]=4` is {"card": {"number": "4"}}."""

    def __init__(self, encoded: str) -> None:
        """Take them from a query string or form body. ApiError if one name is a value and a branch at once."""
        self.form: Form = {}
        for name, value in parse_qsl(encoded, keep_blank_values=True):
            path = name.replace("]", "").split("[")
            place = self.form
            for step in path[:-1]:
                inner = place.setdefault(step, {})
                if not isinstance(inner, dict):
                    raise ApiError.invalid(f"Invalid parameter: {name}", "parameter_invalid", name)
                place = inner
            # `expand[]=a&expand[]=b` numbers its own entries; `expand[0]=a` comes numbered.
            place[path[-1] or str(len(place))] = value

    def only(self, known: Iterable[str]) -> None:
        """Refuse names that the double does not know, as the API refuses names that it does not know."""
        for name in self.form:
            if name not in known:
                raise ApiError.invalid(f"Received unknown parameter: {name}", "parameter_unknown", name)

    def text(self, name: str) -> str | None:
        """A plain value, or None when it is absent or empty."""
        value = self.form.get(name)
        if isinstance(value, dict):
            raise ApiError.invalid(f"Invalid string: {name}", "parameter_invalid_string", name)
        return value or None

    def required(self, name: str) -> str:
        """A plain value that must be there."""
        value = self.text(name)
        if value is None:
            raise ApiError.invalid(f"Missing required param: {name}.", "parameter_missing", name)
        return value

    def integer(self, name: str, text: str | None = None) -> int:
        """A value of at least 1."""
        value = text if text is not None else self.required(name)
        if not (value.isascii() and value.removeprefix("-").isdigit()):
            self._refuse(name, f"Invalid integer: {value}")
        if int(value) < 1:
            self._refuse(name, "This value must be greater than or equal to 1.")
        return int(value)

    def optional_integer(self, name: str) -> int | None:
        """A value of at least 1, or None when it is absent."""
        return None if self.text(name) is None else self.integer(name)

    def flag(self, name: str) -> bool:
        """`true` or `false`; absent is false."""
        return self.choice(name, ("false", "true")) == "true"

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        """One of the given words; absent is the first of them."""
        value = self.text(name) or among[0]
        if value not in among:
            raise ApiError.invalid(f"Invalid {name}: must be one of {' or '.join(among)}", "parameter_invalid", name)
        return value

    def table(self, name: str) -> dict[str, str]:
        """Plain values below a name, such as `metadata`; {} when absent, empty values left out."""
        return {key: value for key, value in self.branch(name).form.items() if isinstance(value, str) and value}

    def branch(self, name: str) -> "Parameters":
        """The parameters below a name; none when it is absent."""
        inner = Parameters("")
        value = self.form.get(name, {})
        if not isinstance(value, dict):
            raise ApiError.invalid(f"Invalid object: {name}", "parameter_invalid", name)
        inner.form = value
        return inner

    def _refuse(self, name: str, message: str) -> NoReturn:
        raise ApiError.invalid(message, "parameter_invalid_integer", name)
