"""POST /documents/{id}/review"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.documents import review
from recoloca.documents.schemas import DocumentReview, SaveDocument
from recoloca.engine.analysis.words import lexicon
from recoloca.runtime import snapshot
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["documents"])


@router.post("/documents/{id}/review")
async def review_content(
    id: UUID,  # noqa: A002 (the path's name)
    form: SaveDocument,
    caller: Caller,
    deps: Deps,
    locale: Locale,
) -> DocumentReview:
    """Score the given content of a document. Nothing is stored, and no quota is used.

    The checks of a file's layout need an exported file: columns, tables, hidden text and the number of pages.
    """
    return review.review(deps, caller.user_id, id, form.content.resume(), locale)


snapshot.before(lexicon.prepare)
app = create_app(router)
handler = lambda_handler(app)
