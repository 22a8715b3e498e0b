"""Which tests stand nearest to a file: those of its package, since the tests are laid out as the packages are."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

PACKAGE: Final = PurePosixPath("shared/recoloca")
KINDS: Final = ("tests/unit", "tests/integration")
ELSEWHERE: Final = {
    "billing/quota.py": ["tests/integration/billing/test_quota.py"],
    "privacy/erasure.py": ["tests/integration/privacy/test_erasure.py"],
    "engine/coach/salary.py": ["tests/unit/engine/coach/test_salary.py", "tests/unit/engine/coach/test_brain.py"],
    "adapters/tokens.py": ["tests/unit/adapters/test_tokens.py", "tests/integration/functions/test_authentication.py"],
    "adapters/sigv4.py": ["tests/integration/adapters/test_aws_wire.py", "tests/integration/adapters/test_aws.py"],
    "limits/repository.py": ["tests/integration/runtime/test_limits_without_redis.py"],
    "runtime/rate_limit.py": [
        "tests/integration/runtime/test_rate_limit.py",
        "tests/integration/runtime/test_limits_without_redis.py",
    ],
}  # fmt: skip
"""Files whose nearest tests are a part of a large folder, or in another one."""


def nearest_tests(path: str, root: Path) -> list[str]:
    """Test files and folders for a source file of the product, the fast ones first.

    Raises:
        LookupError: no test stands near this file.
    """
    inside = PurePosixPath(path).relative_to(PACKAGE)
    named = ELSEWHERE.get(str(inside), [])
    if not named:
        mirrored = [f"{kind}/{inside.parent}" for kind in KINDS]
        named = [*(f"{folder}/test_{inside.stem}.py" for folder in mirrored), *mirrored]
    found = [test for test in named if (root / test).exists()]
    if not found:
        raise LookupError(f"no tests near {path}")
    return found
