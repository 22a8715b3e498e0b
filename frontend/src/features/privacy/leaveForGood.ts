import { navigate } from "wouter/use-browser-location";

import { remember } from "../../app/device";

/** Opens the goodbye page and deletes the account's items on this device. */
export function leaveForGood(): void {
  remember("export", null);
  navigate("/goodbye", { replace: true });
}
