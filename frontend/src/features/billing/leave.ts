/** Opens a page of the payment provider. The API gave its address. */
export function leaveTo(url: string): void {
  window.location.assign(url);
}
