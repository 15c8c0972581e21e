"""A file on its way into a bucket: visible when it is whole, and believed when the bucket says so."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.depot.depot import DepotError, Taken, digest

if TYPE_CHECKING:
    from crawler.depot.bucket import Bucket

PART = 32 << 20  # bytes; larger files go in parts of this size, and appear when the last is confirmed
TAIL = 1 << 16  # bytes at the end that are read back of every file


class Upload:
    """One file. S3 shows an object only when all of it has come, by one PUT or by the parts' completion."""

    def __init__(self, bucket: Bucket, path: Path, name: str) -> None:
        self.bucket, self.path, self.name, self.key = bucket, path, name, bucket.key(name)
        with path.open("rb") as file:
            self.size, sha = digest(file)
        self.sha, self.of_parts = sha, sha if self.size <= PART else self._sha_of_parts()

    def carry_out(self, replace: bool) -> None:
        """Send it and verify it, unless it is there. Raises DepotError, Taken."""
        there = self._there()
        if there is not None and self._is_ours(there):
            return
        if there is not None and not replace:
            self._other()
        if self.size <= PART:
            self._whole(replace)
        else:
            self._in_parts()
        self.verify()

    def verify(self) -> None:
        """Raise DepotError unless the bucket holds what was sent, by its own word and by its last bytes."""
        there = self._there()
        if there is None:
            raise DepotError(kept(f"{self.bucket.place} took {self.name} and does not have it"))
        if there["ContentLength"] != self.size:
            said = f"{there['ContentLength']} bytes of {self.name}, of {self.size} that were sent"
            raise DepotError(kept(f"{self.bucket.place} says that it has {said}"))
        if not self._is_ours(there):
            raise DepotError(kept(f"{self.bucket.place} holds other bytes of {self.name} than were sent"))
        start = max(0, self.size - TAIL)
        with self.path.open("rb") as file:
            file.seek(start)
            if self.bucket.range(self.name, start, TAIL) != file.read():
                raise DepotError(kept(f"{self.bucket.place} gives back other bytes of {self.name}"))

    def _there(self) -> dict[str, Any] | None:
        """What the bucket says of the object; None if it has none."""
        try:
            told: dict[str, Any] = self.bucket.ask("head_object", Key=self.key, ChecksumMode="ENABLED")
        except FileNotFoundError:
            return None
        return told

    def _is_ours(self, there: dict[str, Any]) -> bool:
        """Whether size and SHA-256 are ours; a bucket that keeps no SHA-256 is read back."""
        if there["ContentLength"] != self.size:
            return False
        told = str(there.get("ChecksumSHA256") or "").partition("-")[0]
        if told in {text(self.sha), text(self.of_parts)}:
            return True
        if told:
            return False
        with self.bucket.far(self.name) as file:
            return digest(file) == (self.size, self.sha)

    def _whole(self, replace: bool) -> None:
        """By one PUT; if another host was there a moment before, theirs stays."""
        condition = {} if replace else {"IfNoneMatch": "*"}
        body = self.path.read_bytes()
        said = {
            "Key": self.key,
            "Body": body,
            "ChecksumAlgorithm": "SHA256",
            "ChecksumSHA256": text(self.sha),
        }
        try:
            self.bucket.ask("put_object", **said, **condition)
        except DepotError as error:
            if error.code == "NotImplemented" and condition:  # a server that knows no conditions
                self.bucket.ask("put_object", **said)
            elif error.code not in {"PreconditionFailed", "412"}:
                raise DepotError(kept(str(error)), error.code, error.passing) from error
            elif (there := self._there()) is None or not self._is_ours(there):
                self._other()

    def _in_parts(self) -> None:
        """In parts; what an earlier try left half-way is thrown away first, and ours if it fails."""
        self._abort_all()
        told = self.bucket.ask("create_multipart_upload", Key=self.key, ChecksumAlgorithm="SHA256")
        upload, parts = told["UploadId"], []
        try:
            for number, part in enumerate(self._parts(), 1):
                sha = text(hashlib.sha256(part).digest())
                said = {"Key": self.key, "UploadId": upload, "PartNumber": number, "Body": part}
                done = self.bucket.ask("upload_part", **said, ChecksumSHA256=sha)
                parts.append({"PartNumber": number, "ETag": done["ETag"], "ChecksumSHA256": sha})
            whole = {"Parts": parts}
            self.bucket.ask("complete_multipart_upload", Key=self.key, UploadId=upload, MultipartUpload=whole)
        except BaseException as error:
            with suppress(DepotError, FileNotFoundError):
                self.bucket.ask("abort_multipart_upload", Key=self.key, UploadId=upload)
            if isinstance(error, DepotError):
                raise DepotError(kept(str(error)), error.code, error.passing) from error
            raise

    def _abort_all(self) -> None:
        for one in self.bucket.ask("list_multipart_uploads", Prefix=self.key).get("Uploads", ()):
            if one["Key"] == self.key:
                with suppress(FileNotFoundError):
                    self.bucket.ask("abort_multipart_upload", Key=self.key, UploadId=one["UploadId"])

    def _parts(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while part := file.read(PART):
                yield part

    def _sha_of_parts(self) -> bytes:
        """What S3 calls the composite checksum: the SHA-256 of the parts' SHA-256."""
        shas = (hashlib.sha256(part).digest() for part in self._parts())
        return hashlib.sha256(b"".join(shas)).digest()

    def _other(self) -> None:
        said = f"{self.bucket.place} holds another file under the name {self.name} than {self.path}"
        raise Taken(f"{said}; both are left as they are")


def text(sha: bytes) -> str:
    """A digest as S3 writes it."""
    return base64.b64encode(sha).decode()


def kept(said: str) -> str:
    """What went wrong, and what becomes of the file."""
    return f"{said}; the file stays on this host, and the next try completes it"
