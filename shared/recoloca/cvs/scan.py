"""No file is opened before the malware scan has spoken of it.

GuardDuty writes its verdict on the object as a tag, seconds after the upload and now and then later. Until then the
message goes back to the end of the queue as a new one, delayed: SQS counts only returned messages towards the DLQ.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from aws_lambda_powertools import Logger

from recoloca.adapters.storage import ObjectMissingError
from recoloca.runtime.dependencies import Dependencies

logger = Logger(child=True)

TAG: Final = "GuardDutyMalwareScanStatus"
WAIT_SECONDS: Final = 15
MOST_WAITS: Final = 20
"""Five minutes in all; then the message fails as any other does: the tries that it has left are further waits, and
after the last its owner is told, and may ask again once the scan has spoken."""


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
"""What GuardDuty cannot look into (a password, say) the extraction refuses by itself, in its own sandbox. Where its
scan failed it says so once and for all: there is nothing to wait for."""


class ScanMissingError(Exception):
    """The scan has not spoken of this file in all the time we were willing to wait."""


def verdict(deps: Dependencies, key: str) -> Verdict:
    """What the scan says of the object; clear on a stage that has no scan, and of an object that is not there."""
    if not deps.settings.optional("MALWARE_SCAN"):
        return Verdict.CLEAR
    try:
        status = deps.uploads.tags(key).get(TAG, "")
    except ObjectMissingError:
        return Verdict.CLEAR
    return VERDICTS.get(status, Verdict.UNKNOWN)


def postpone(deps: Dependencies, record: dict[str, Any], waits: int) -> bool:
    """Send one record of an S3 event again, later; False when it has waited long enough."""
    if waits >= MOST_WAITS:
        return False
    deps.queues.send("analysis", [{"Records": [record], "waits": waits + 1}], delay_seconds=WAIT_SECONDS)
    logger.info("upload not scanned yet", extra={"waits": waits})
    return True
