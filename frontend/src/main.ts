import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

const PATIENCE_MILLISECONDS = 1000;

/**
 * What `boot.js` drew is seen, its picture too, before the app keeps the phone and its connection busy. Nothing is
 * drawn in a tab that nobody looks at.
 */
async function drawn(): Promise<void> {
  if (!window.recolocaAskForApp || document.visibilityState === "hidden") return;
  await Promise.race([seen(), new Promise((late) => setTimeout(late, PATIENCE_MILLISECONDS))]);
}

async function seen(): Promise<void> {
  const pictures = document.querySelectorAll<HTMLImageElement>("#root img");
  await Promise.allSettled([firstPaint(), ...[...pictures].map((picture) => picture.decode())]);
  await frame();
  await frame();
}

function firstPaint(): Promise<void> {
  return new Promise((painted) => {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length === 0) return;
      observer.disconnect();
      painted();
    });
    observer.observe({ type: "paint", buffered: true });
  });
}

const frame = () => new Promise((shown) => requestAnimationFrame(shown));

declare global {
  interface Window {
    /** Asks for the app's files; `boot.js` leaves the moment to this script when it has drawn something. */
    recolocaAskForApp?: () => void;
  }
}

/** Without a connection the app's own files do not come: the page is loaded anew when the connection is back. */
function loadedAnew(): void {
  window.addEventListener("online", () => window.location.reload(), { once: true });
}

void drawn().then(() => {
  window.recolocaAskForApp?.();
  return import("./start").catch(loadedAnew);
});
