/** Takes the browser to a page of the payment provider, an address that the API gave. */
export function leaveTo(url: string): void {
  window.location.assign(url);
}
