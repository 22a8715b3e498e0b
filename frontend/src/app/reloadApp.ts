/** Reloads the app. Nothing of its memory stays. */
export function reloadApp(): void {
  window.location.reload();
}
