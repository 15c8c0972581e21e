"""What object storage says when it does not do what it was asked, as one sentence for a person."""

from __future__ import annotations

from typing import Any

from crawler.depot.depot import DepotError

EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
WRONG = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidClientTokenId", "AuthFailure"}
FORBIDDEN = {"AccessDenied", "403", "Forbidden", "AllAccessDisabled", "AccountProblem"}
MISSING = {"NoSuchKey", "404", "NotFound"}
BUSY = {"SlowDown", "InternalError", "ServiceUnavailable", "500", "502", "503", "504", "RequestTimeout"}
SAY = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE with ~/.aws, or the role of the machine"


def kinds() -> tuple[type[Exception], ...]:
    """The exceptions of s3fs, of botocore, and of the connection."""
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, BotoCoreError, ClientError)


def code(error: BaseException | None) -> str:
    """The code of the answer behind an exception (NoSuchBucket, ExpiredToken ...); empty if none came."""
    while error is not None:
        response: dict[str, Any] | None = getattr(error, "response", None)
        if isinstance(response, dict) and response.get("Error"):
            return str(response["Error"].get("Code", ""))
        error = error.__cause__
    return ""


def is_missing(error: BaseException) -> bool:
    """Whether only this object is missing, not its bucket."""
    told = code(error)
    return told in MISSING or (isinstance(error, FileNotFoundError) and not told)


def refusal(error: BaseException, place: str, endpoint: str | None) -> DepotError:
    """The DepotError that an exception stands for."""
    return DepotError(sentence(error, place, endpoint), code(error), is_passing(error))


def is_passing(error: BaseException) -> bool:
    """Whether the server is away, broke off, or has too much to do."""
    if told := code(error):
        return told in BUSY
    from botocore.exceptions import ConnectionError as NotConnected
    from botocore.exceptions import HTTPClientError

    known = (NotConnected, HTTPClientError, ConnectionError, TimeoutError)
    return isinstance(error, known) and "SSL" not in type(error).__name__


def sentence(error: BaseException, place: str, endpoint: str | None) -> str:
    """What happened, and what to do. No part of a request is repeated: it may hold a signature."""
    told, where = code(error), endpoint or "AWS"
    kind = type(error).__name__
    if told in EXPIRED:
        return (
            f"{where} says that the credentials for {place} have expired ({told}): renew them, then try again"
        )
    if told in WRONG:
        return f"{where} does not accept the credentials for {place} ({told}): check {SAY}"
    if told in FORBIDDEN:
        return f"{where} does not allow this in {place} ({told}): give these credentials read, write and list"
    if told == "NoSuchBucket":
        bucket = place[5:].partition("/")[0]
        return f"{where} has no bucket {bucket!r} ({told}): make it, or correct the configuration"
    if told in BUSY:
        return f"{where} fails at the moment ({told}): try again later"
    if told:
        return f"{where} refuses this in {place} ({told})"
    if "Credentials" in kind or "Token" in kind or "SSO" in kind:
        return f"there are no usable credentials for {place}: S3 reads {SAY}"
    if "Parser" in kind:
        return f"{where} answers, and not as S3 does: check s3_endpoint"
    if "SSL" in kind:
        return (
            f"the certificate of {where} can't be verified: check s3_endpoint and the system's certificates"
        )
    return f"{where} can't be reached for {place} ({kind}): check s3_endpoint and the network"
