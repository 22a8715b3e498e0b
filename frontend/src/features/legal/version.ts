/** The texts in force; the API records which one somebody agreed to (`privacy/schemas.py` says the same). */
export const TEXTS_VERSION = "2026-11";

/** Who answers questions about the terms and about personal data. */
export const CONTACT = "privacidade@recoloca.ai";
