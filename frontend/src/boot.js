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
  const theme = read("recoloca.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const chosen = read("recoloca.language");
  const preferred = (navigator.languages ?? []).find((tag) => /^(pt|en)\b/i.test(tag)) ?? "pt-BR";
  root.lang = chosen ?? (/^en/i.test(preferred) ? "en" : "pt-BR");
})();
