"""Waits for the result of the malware scan. No file is opened before it (docs/adr/0207-malware-scan.md).

GuardDuty writes its result as a tag on the object, usually within seconds after the upload. Until then the message is
sent again as a new, delayed message. A new message starts with a receive count of zero, so the wait does not move it
to the dead-letter queue (DLQ).
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from aws_lambda_powertools import Logger

from recoloca.adapters.storage import ObjectMissingError
from recoloca.runtime.dependencies import Dependencies

logger = Logger(child=True)

TAG: Final = "GuardDutyMalwareScanStatus"
WAITS_SECONDS: Final = (2, 3, 5, 10, *(15,) * 18, 10)
"""The pauses between two looks at the tag, five minutes in total.

Most scans end within seconds, so the first looks come early. After the last pause the message fails, and SQS redelivers
it until its last attempt. After that attempt the user is notified and can request the analysis again.
"""


class Verdict(Enum):
    CLEAR = "clear"
    THREAT = "threat"
    UNKNOWN = "unknown"
    FAILED = "failed"


VERDICTS: Final = {
    "NO_THREATS_FOUND": Verdict.CLEAR,
    "THREATS_FOUND": Verdict.THREAT,
    "UNSUPPORTED": Verdict.CLEAR,
    "FAILED": Verdict.FAILED,
    "ACCESS_DENIED": Verdict.FAILED,
}
"""Our verdict for each value of the tag.

`UNSUPPORTED` marks a file that GuardDuty cannot read, for example because of a password. Such a file is clear here,
because the extraction runs in a sandbox and rejects it. `FAILED` and `ACCESS_DENIED` are final, so waiting is useless.
"""


class ScanMissingError(Exception):
    """The scan has no result for this file within the maximum wait."""


def verdict(deps: Dependencies, key: str) -> Verdict:
    """The verdict for the object with this key; UNKNOWN while the scan has no result.

    It is CLEAR in a stage without the scan, and for a missing object.

    Raises:
        StorageUnavailableError: S3 did not respond.
    """
    if not deps.settings.optional("MALWARE_SCAN"):
        return Verdict.CLEAR
    try:
        status = deps.uploads.tags(key).get(TAG, "")
    except ObjectMissingError:
        return Verdict.CLEAR
    return VERDICTS.get(status, Verdict.UNKNOWN)


def postpone(deps: Dependencies, record: dict[str, Any], waits: int) -> bool:
    """Send one record of an S3 event again with a delay. Returns False after the last of `WAITS_SECONDS`.

    `waits` is how often the record was sent again before.

    Raises:
        QueueUnavailableError: SQS did not accept the message.
    """
    if waits >= len(WAITS_SECONDS):
        return False
    deps.queues.send(
        "analysis", [{"Records": [record], "waits": waits + 1}], delay_seconds=WAITS_SECONDS[waits]
    )
    logger.info("upload not scanned yet", extra={"waits": waits})
    return True
