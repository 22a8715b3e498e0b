import { useEffect, useState } from "react";

/** The token in the fragment of a mailed link (`#token=…`), which browsers never send to a server; null without one. */
export function tokenOf(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
  return token === "" ? null : token;
}

/** Reads the token and removes it from the address, so that no history and no screenshot shows it. */
export function useLinkToken(): string | null {
  const [token] = useState(() => tokenOf(window.location.hash));
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return token;
}
