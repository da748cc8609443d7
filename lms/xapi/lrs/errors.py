"""Refusals of the LRS: a status and a sentence for whoever wrote the client."""


class LrsError(Exception):
    """A request is refused; ``status`` and ``headers`` go in the answer."""

    status = 400

    def __init__(self, sentence: str, **headers: str) -> None:
        self.headers = {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        super().__init__(sentence)


class BadRequest(LrsError):
    """Something in the request does not follow the specification."""


class Unauthorized(LrsError):
    """No credential came with the request, or none that we know."""

    status = 401

    def __init__(self, sentence: str) -> None:
        super().__init__(
            sentence, WWW_Authenticate='Basic realm="xAPI", charset="UTF-8"'
        )


class Forbidden(LrsError):
    """The credential is known, and this is not for it."""

    status = 403


class NotFound(LrsError):
    """No such statement, or none that this credential may see."""

    status = 404


class MethodNotAllowed(LrsError):
    """The resource does not know this method."""

    status = 405


class TooManyRequests(LrsError):
    """Asked too often; the answer says after how many seconds to come back."""

    status = 429

    def __init__(self, sentence: str, *, after: int) -> None:
        super().__init__(sentence, Retry_After=str(after))
