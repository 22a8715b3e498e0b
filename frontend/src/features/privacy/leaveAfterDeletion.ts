import { navigate } from "wouter/use-browser-location";

import { remember } from "../../app/device";

/** Opens the goodbye page and removes the id of the last export from this device. */
export function leaveAfterDeletion(): void {
  remember("export", null);
  navigate("/goodbye", { replace: true });
}
