import { navigate } from "wouter/use-browser-location";

import { remember } from "../../app/device";

/** Goes to the page that says goodbye, and lets this device forget what it remembers of the account. */
export function leaveForGood(): void {
  remember("export", null);
  navigate("/goodbye", { replace: true });
}
