"""The tuning set's plain text file."""

from __future__ import annotations

from tests.evaluation.cv import Cv, Layout


def plain(cv: Cv) -> bytes:
    lines = [
        cv.name,
        cv.headline,
        *filter(None, [cv.email, cv.phone_text, cv.place]),
        *cv.links,
        *cv.personal,
    ]
    for block in cv.blocks:
        lines += ["", block.title.upper()]
        for job in block.jobs:
            lines += ["", f"{job.title} - {job.company}", job.period, *(f"- {line}" for line in job.bullets)]
        for study in block.studies:
            lines += [f"{study.degree}, {study.institution}", study.period]
        lines += [f"* {line}" if block.kind == "skills" else line for line in block.items]
    return "\n".join(lines).encode()


LAYOUTS = [Layout("text_plain", ".txt", plain)]
