/** Loads the app anew: nothing of what it held stays. */
export function startAgain(): void {
  window.location.reload();
}
