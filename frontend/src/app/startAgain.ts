/** Reloads the app. Nothing of its memory stays. */
export function startAgain(): void {
  window.location.reload();
}
