"""An answer of the payment API that is not a success, in the API's error shape."""

from typing import Any, Self


class ApiError(Exception):
    """HTTP status and the fields of `{"error": {...}}`."""

    def __init__(self, status: int, *, message: str, **fields: Any) -> None:
        super().__init__(message)
        self.status = status
        given = {"message": message, **fields}
        self.body = {"error": {name: value for name, value in given.items() if value is not None}}

    @classmethod
    def invalid(cls, message: str, code: str | None = None, param: str | None = None, status: int = 400) -> Self:
        """The caller's mistake: 400 unless another status is given."""
        return cls(status, type="invalid_request_error", message=message, code=code, param=param)

    @classmethod
    def missing(cls, kind: str, id: str, param: str) -> Self:
        """Nothing has this id: 404."""
        return cls.invalid(f"No such {kind}: '{id}'", "resource_missing", param, status=404)
