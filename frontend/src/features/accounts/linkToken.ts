import { useEffect, useState } from "react";

/** The token in a mailed link's fragment (`#token=…`), which browsers never send to a server; null when it lacks. */
export function tokenOf(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
  return token === "" ? null : token;
}

/** Reads the token, then takes it out of the address, so that it stays in no history and no screenshot. */
export function useLinkToken(): string | null {
  const [token] = useState(() => tokenOf(window.location.hash));
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return token;
}
