import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

const PATIENCE_MILLISECONDS = 1000;

/**
 * Waits until the view and the pictures that `boot.js` drew are visible: loading the app would delay them. Does not
 * wait in a hidden tab, where nothing is painted.
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
    /** Loads the app's files. After `boot.js` has drawn a view, this script decides when. */
    recolocaAskForApp?: () => void;
  }
}

/** Without a connection the app's files do not load. The page reloads when the connection is back. */
function loadedAnew(): void {
  window.addEventListener("online", () => window.location.reload(), { once: true });
}

void drawn().then(() => {
  window.recolocaAskForApp?.();
  return import("./start").catch(loadedAnew);
});
