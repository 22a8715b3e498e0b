import { describe, expect, it } from "vitest";

import { formats, rounded } from "./format";
import { catalogue, format } from "./messages";

describe("texts", () => {
  it("fills placeholders and formats numbers in the language", () => {
    expect(format("{name}: {points}", "pt-BR", { name: "Resumo", points: 1234.5 })).toBe("Resumo: 1.234,5");
    expect(format("{name}: {points}", "en", { name: "Summary", points: 1234.5 })).toBe("Summary: 1,234.5");
  });

  it.each([
    ["pt-BR", 0, "0 linha"],
    ["pt-BR", 1.5, "1,5 linha"],
    ["pt-BR", 2, "2 linhas"],
    ["en", 0, "0 linhas"],
    ["en", 1, "1 linha"],
  ] as const)("chooses the plural of %s for %s", (language, count, text) => {
    expect(format("{count} linha|{count} linhas", language, { count })).toBe(text);
  });

  it("does not compile when English has other keys or values", () => {
    // @ts-expect-error -- `bye` is missing
    catalogue({ hello: "Olá", bye: "Tchau" }, { hello: "Hello" });
    // @ts-expect-error -- `other` is one too many
    catalogue({ hello: "Olá" }, { hello: "Hello", other: "Other" });
    // @ts-expect-error -- nothing fills `{surname}` in
    catalogue({ hello: "Olá, {name}" }, { hello: "Hello, {surname}" });
    expect(catalogue({ hello: "Olá, {name}" }, { hello: "Hello, {name}" }).en.hello).toBe("Hello, {name}");
  });
});

describe("formats", () => {
  const pt = formats("pt-BR");
  const en = formats("en");
  const plain = (text: string) => text.replaceAll(/\s/g, " ");

  it("formats money, sizes, months and signs in the language", () => {
    expect(plain(pt.money(4990, "BRL"))).toBe("R$ 49,90");
    expect(plain(en.money(4990, "BRL"))).toBe("R$49.90");
    expect(plain(pt.bytes(1024 * 1024 * 1.5))).toBe("1,5 MB");
    expect(pt.month("2021-03")).toBe("mar. de 2021");
    expect(pt.month("2021")).toBe("2021");
    expect(pt.signed(2.04)).toBe("+2");
    expect(en.signed(-0.5)).toBe("-0.5");
    expect(en.languageName("pt")).toBe("Portuguese");
  });

  it.each(["pt-BR", "en"] as const)("writes dates in %s as Intl does", (language) => {
    const own = formats(language);
    const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
    const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric" });
    for (let index = 0; index < 48; index += 1) {
      const moment = new Date(2026, index % 12, 1 + ((index * 5) % 28), index % 24, (index * 7) % 60);
      const year = moment.getFullYear();
      expect(own.date(moment.toISOString())).toBe(plain(date.format(moment)));
      expect(own.dateTime(moment.toISOString())).toBe(plain(dateTime.format(moment)));
      expect(own.month(`${year}-${String((index % 12) + 1).padStart(2, "0")}`)).toBe(plain(month.format(moment)));
    }
  });

  it("rounds points to one decimal", () => {
    expect(rounded(6.25)).toBe(6.3);
  });
});
