"""The login of the demo account, which exists on local platforms only."""

from __future__ import annotations

from typing import Final

EMAIL: Final = "demo@recoloca.ai"
PASSWORD: Final = "demonstracao"  # noqa: S105 (it is public: `make up` prints it)
