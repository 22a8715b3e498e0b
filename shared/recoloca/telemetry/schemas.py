"""The reports of browsers. A report does not identify the user."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from recoloca.runtime.schema import RequestBody


class WebVital(RequestBody):
    """One measurement in milliseconds; CLS has no unit. LOAD is the page load time, TTI the time to interactive."""

    name: Literal["FCP", "LCP", "INP", "CLS", "TTFB", "LOAD", "TTI"]
    value: Annotated[float, Field(ge=0, le=600_000, allow_inf_nan=False)]


class WebVitals(RequestBody):
    """A report. `page` is the template of a route of the app (`/cv-analysis/:id`) and contains no identifiers."""

    page: Annotated[str, Field(max_length=80, pattern=r"^/[a-z:/-]*$")]
    device: Literal["phone", "desktop"]
    metrics: Annotated[list[WebVital], Field(min_length=1, max_length=10)]
