import { startTransition } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";

import { Root } from "./app/Root";
import { resumeSession, watchOtherTabs } from "./app/session";
import { measureVisit } from "./app/vitals";

measureVisit();
watchOtherTabs();

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root");
show(place, resumeSession());

/** Renders in transitions, so that the browser stays responsive. */
function show(root: HTMLElement, session: Promise<void>): void {
  if (root.dataset.drawn === "page") startTransition(() => void hydrateRoot(root, <Root />));
  // The outline stays until the session is known. Then React renders the page once instead of twice.
  else if (root.dataset.drawn === "outline") void session.then(() => startTransition(() => createRoot(root).render(<Root />)));
  else startTransition(() => createRoot(root).render(<Root />));
}
