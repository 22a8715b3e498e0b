// Runs before the first paint. It reads the stored theme and language of this device.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be forbidden; then the device's own preferences apply
    }
  };
  const theme = ["light", "dark"].find((name) => name === read("recoloca.theme"));
  if (theme) root.dataset.theme = theme;
  const chosen = read("recoloca.language");
  const preferred = (navigator.languages ?? []).find((tag) => /^(pt|en)\b/i.test(tag)) ?? "pt-BR";
  root.lang = chosen ?? (/^en/i.test(preferred) ? "en" : "pt-BR");

  const signedIn = read("recoloca.signed-in") !== null;

  // If a person signed in here before, it renews the session while the app is still loading.
  if (signedIn) {
    const headers = { "Accept-Language": root.lang, "X-Client": "browser" };
    window.recolocaRenewal = fetch("/api/auth/refresh", { method: "POST", headers });
    window.recolocaRenewal.catch(() => undefined); // the app tries again
  }

  // It draws the first view of the page, which the build made. The view shows before the app has loaded.
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = dark ? "dark" : "light";
  const kind = signedIn ? "outline" : "page";
  const views = [];
  const view = views.find(
    (each) =>
      each.kind === kind &&
      each.language === root.lang &&
      (each.theme ?? scheme) === scheme &&
      new RegExp(each.pattern).test(location.pathname),
  );
  // A form that is sent before the app has loaded waits for it (`components/useForm.ts`). Without this, the browser
  // would send the fields in the address.
  const hold = (event) => {
    event.preventDefault();
    event.currentTarget.dataset.early = "";
  };
  const draw = (place) => {
    place.innerHTML = view.html;
    for (const element of place.querySelectorAll("[data-style]")) {
      element.style.cssText = element.dataset.style;
      delete element.dataset.style;
    }
    place.dataset.drawn = view.kind;
    for (const form of place.querySelectorAll("form")) form.addEventListener("submit", hold);
  };
  const drawing = view && (kind === "outline" || !location.search);
  if (drawing) {
    new MutationObserver((_changes, observer) => {
      const place = document.getElementById("root");
      if (!place) return;
      observer.disconnect();
      draw(place);
    }).observe(root, { childList: true, subtree: true });
  }

  const ask = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));

  // The files of the app and of the page; the build writes their names. After a drawn view they load later (`main.ts`).
  const ahead = { app: [], files: [], routes: [] };
  const route = ahead.routes.find(([pattern]) => new RegExp(pattern).test(location.pathname));
  const askForApp = () => {
    for (const file of [...ahead.app, ...(route?.[1] ?? []).map((place) => ahead.files[place])]) {
      ask({ rel: "modulepreload", crossOrigin: "", href: `/${file}` });
    }
  };
  if (drawing) window.recolocaAskForApp = askForApp;
  else askForApp();

  // It loads the start page's picture before the picture's element exists.
  const pictures = {};
  const shape = matchMedia("(width < 40rem)").matches ? "narrow" : "wide";
  const picture = pictures[`${root.lang}-${scheme}-${shape}`];
  if (!picture || location.pathname !== "/") return;
  ask({ rel: "preload", as: "image", type: "image/avif", fetchPriority: "high", ...picture });
})();
