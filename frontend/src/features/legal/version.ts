/**
 * The version of the texts in force. The API records the version that a person agreed to. It must equal the version in
 * `privacy/schemas.py`.
 */
export const TEXTS_VERSION = "2026-11";

/** The address for questions about the terms and about personal data. */
export const CONTACT = "privacidade@recoloca.ai";
