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

  // The start page's picture, asked for before anything else has been read; the build fills in its addresses.
  const pictures = {};
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const picture = pictures[`${root.lang}-${dark ? "dark" : "light"}`];
  if (!picture || location.pathname !== "/") return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "image", type: "image/avif", fetchPriority: "high", ...picture });
  document.head.append(link);
})();
