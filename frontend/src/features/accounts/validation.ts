/** The shortest password that the API accepts. */
export const PASSWORD_MINIMUM = 8;

/** Catches typing mistakes only. The API decides. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());
}
