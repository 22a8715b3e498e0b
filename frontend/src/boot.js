// Runs before the first paint: what the person chose about theme and language, read from this device.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be forbidden; the device's own preferences then apply
    }
  };
  const theme = ["light", "dark"].find((name) => name === read("recoloca.theme"));
  if (theme) root.dataset.theme = theme;
  const chosen = read("recoloca.language");
  const preferred = (navigator.languages ?? []).find((tag) => /^(pt|en)\b/i.test(tag)) ?? "pt-BR";
  root.lang = chosen ?? (/^en/i.test(preferred) ? "en" : "pt-BR");

  // Who signed in here before gets the session renewed while the app is still on its way.
  if (read("recoloca.signed-in")) {
    const headers = { "Accept-Language": root.lang, "X-Client": "browser" };
    window.recolocaRenewal = fetch("/api/auth/refresh", { method: "POST", headers });
    window.recolocaRenewal.catch(() => undefined); // the app asks again
  }

  const ask = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));

  // The page's own files, asked for at once instead of after the app has started; the build fills them in.
  const ahead = { files: [], routes: [] };
  const route = ahead.routes.find(([pattern]) => new RegExp(pattern).test(location.pathname));
  for (const href of (route?.[1] ?? []).map((place) => `/${ahead.files[place]}`)) {
    if (href.endsWith(".css")) ask({ rel: "preload", as: "style", crossOrigin: "", href });
    else ask({ rel: "modulepreload", crossOrigin: "", href });
  }

  // The start page's picture, likewise.
  const pictures = {};
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const picture = pictures[`${root.lang}-${dark ? "dark" : "light"}`];
  if (!picture || location.pathname !== "/") return;
  ask({ rel: "preload", as: "image", type: "image/avif", fetchPriority: "high", ...picture });
})();
