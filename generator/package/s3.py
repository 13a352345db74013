"""A chart repository in a bucket of S3, or of a server that speaks its protocol, by boto3.

Credentials, region and endpoint are found where boto3 finds them: environment, ``~/.aws``, the machine's role. Writes
are conditional (If-Match, If-None-Match). There are servers that ignore conditions, and then two pushes at once would
lose entries: so the first archive is written again under conditions that must fail, before the index is touched.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from generator.errors import ProgramError
from generator.package.repository import NOTHING, Stored

if TYPE_CHECKING:
    from generator.programs.helm import Connection

_CONFLICTS = {409, 412}
"""The statuses of a write whose condition fails; 409 while another write goes on."""
_ABSENT = 404
_NO_SUCH_TAG = '"00000000000000000000000000000000"'


class S3Store:
    """The objects of a bucket below a prefix; a mark is an ETag."""

    def __init__(self, bucket: str, prefix: str, connection: Connection) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client = _client(connection, self.address(""))
        self._first: tuple[str, bytes] | None = None
        """The first object that is known to be there, and its content."""
        self._honours_conditions = False

    def address(self, name: str) -> str:
        """``s3://bucket/prefix/name``."""
        return f"s3://{self._bucket}/{self._prefix}{name}"

    def read(self, name: str) -> Stored:
        """An object, or NOTHING."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            return Stored(answer["Body"].read(), answer["ETag"])
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
                return NOTHING
            raise _failure(error, self.address(name)) from None
        except BotoCoreError as error:
            raise _failure(error, self.address(name)) from None

    def write(self, name: str, content: bytes, mark: str) -> bool:
        """Put an object as the store's protocol says; before the second one it is tried whether conditions count."""
        if self._first is not None and not self._honours_conditions:
            self._try_conditions(*self._first)
        done = self._put(name, content, {"IfMatch": mark} if mark else {"IfNoneMatch": "*"})
        if self._first is None and (done or self.read(name).content == content):
            self._first = (name, content)
        return done

    def _try_conditions(self, name: str, content: bytes) -> None:
        """Write what is there under conditions that must fail. ProgramError where the server ignores one."""
        for condition in ({"IfNoneMatch": "*"}, {"IfMatch": _NO_SUCH_TAG}):
            if self._put(name, content, condition):
                raise ProgramError(
                    f"{self.address(name)}: the server ignores the condition {next(iter(condition))}, "
                    "so two pushes at once would lose entries; cure: a server that honours conditional writes"
                )
        self._honours_conditions = True

    def _put(self, name: str, content: bytes, condition: dict[str, str]) -> bool:
        from botocore.exceptions import BotoCoreError, ClientError

        about = {"ContentType": "application/gzip"}
        if name.endswith(".yaml"):
            about = {"ContentType": "application/yaml", "CacheControl": "no-cache"}
        try:
            self._client.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=content, **about, **condition)
        except ClientError as error:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            code = error.response.get("Error", {}).get("Code")
            if status in _CONFLICTS or (status == _ABSENT and code == "NoSuchKey"):
                return False
            raise _failure(error, self.address(name)) from None
        except BotoCoreError as error:
            raise _failure(error, self.address(name)) from None
        return True


def _client(connection: Connection, address: str) -> Any:
    """A client of S3. ProgramError where boto3 is missing or does not know enough."""
    try:
        import boto3
    except ImportError:
        raise ProgramError(f"{address}: boto3 is not installed; cure: pip install 'fairlead[s3]'") from None
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError

    # Checksums of newer kinds only where S3 requires them: many servers that speak its protocol know none of them.
    config = Config(
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"mode": "standard", "max_attempts": 5},
    )
    certificate = (connection.cert_file, connection.key_file) if connection.cert_file else None
    verify: bool | str | None = False if connection.insecure else connection.ca_file or None
    try:
        return boto3.client("s3", verify=verify, config=config.merge(Config(client_cert=certificate)))
    except (BotoCoreError, ValueError) as error:
        raise _failure(error, address) from None


def _failure(error: Exception, address: str) -> ProgramError:
    """What boto3 says, which names no secret."""
    cure = ""
    if type(error).__name__ in {"NoCredentialsError", "PartialCredentialsError"}:
        places = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role of the machine"
        cure = f"; cure: {places}" + ("" if os.environ.get("AWS_PROFILE") else "; see docs/push.md")
    return ProgramError(f"{address}: {error}{cure}")
