"""A chart repository in a bucket of Google Cloud Storage, by google-cloud-storage.

Credentials are the application default credentials, found where Google's libraries find them. Every write names the
generation that it replaces, 0 for an object that is not there.
"""

from __future__ import annotations

from typing import Any

from generator.errors import ProgramError
from generator.package.repository import NOTHING, Stored

_TRIES = 20
"""Times that an object may be exchanged between asking for its generation and reading it."""


class GcsStore:
    """The objects of a bucket below a prefix; a mark is a generation."""

    def __init__(self, bucket: str, prefix: str) -> None:
        self._name = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._bucket = _bucket(bucket, self.address(""))

    def address(self, name: str) -> str:
        """``gs://bucket/prefix/name``."""
        return f"gs://{self._name}/{self._prefix}{name}"

    def read(self, name: str) -> Stored:
        """An object, or NOTHING."""
        from google.api_core.exceptions import NotFound, PreconditionFailed

        for _ in range(_TRIES):
            try:
                blob = self._bucket.get_blob(self._prefix + name)
                if blob is None:
                    return NOTHING
                content = blob.download_as_bytes(if_generation_match=blob.generation)
                return Stored(content, str(blob.generation))
            except (NotFound, PreconditionFailed):
                continue
            except _errors() as error:
                raise _failure(error, self.address(name)) from None
        raise ProgramError(f"{self.address(name)} is changed by others all the time; cure: try again")

    def write(self, name: str, content: bytes, mark: str) -> bool:
        """Put an object as the store's protocol says."""
        from google.api_core.exceptions import PreconditionFailed

        blob = self._bucket.blob(self._prefix + name)
        kind = "application/gzip"
        if name.endswith(".yaml"):
            kind, blob.cache_control = "application/yaml", "no-cache"
        try:
            blob.upload_from_string(content, content_type=kind, if_generation_match=int(mark or 0))
        except PreconditionFailed:
            return False
        except _errors() as error:
            raise _failure(error, self.address(name)) from None
        return True


def _bucket(name: str, address: str) -> Any:
    """A bucket. ProgramError where the library or credentials are missing."""
    try:
        from google.cloud import storage
    except ImportError:
        message = "google-cloud-storage is not installed; cure: pip install 'fairlead[gcs]'"
        raise ProgramError(f"{address}: {message}") from None
    try:
        return storage.Client().bucket(name)
    except _errors() as error:
        raise _failure(error, address) from None


def _errors() -> tuple[type[Exception], ...]:
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError
    from requests import RequestException

    return GoogleAPIError, GoogleAuthError, RequestException, OSError, ValueError


def _failure(error: Exception, address: str) -> ProgramError:
    cure = ""
    if type(error).__name__ == "DefaultCredentialsError":
        cure = "; cure: gcloud auth application-default login, or GOOGLE_APPLICATION_CREDENTIALS"
        error = Exception("no application default credentials are there")
    return ProgramError(f"{address}: {error}{cure}")
