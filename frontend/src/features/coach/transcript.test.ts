import { describe, expect, it } from "vitest";

import { asks, blocks, countWords } from "./transcript";

describe("the coach's plain text", () => {
  it("is split into paragraphs, lists and the question", () => {
    const content = [
      "O que pesa na sua resposta: “reduzi o atraso”.",
      "",
      "• Falta um número.",
      "• Falta o cenário.",
      "",
      "Pergunta 2: Por que você quer esta vaga?",
    ].join("\n");
    expect(blocks(content)).toEqual([
      { kind: "text", text: "O que pesa na sua resposta: “reduzi o atraso”." },
      { kind: "list", items: ["Falta um número.", "Falta o cenário."] },
      { kind: "question", text: "Pergunta 2: Por que você quer esta vaga?" },
    ]);
  });

  it("keeps a paragraph together and a heading apart from its list", () => {
    expect(blocks("Plano da semana:\n• segunda: ler\ndepois descansar\ne dormir")).toEqual([
      { kind: "text", text: "Plano da semana:" },
      { kind: "list", items: ["segunda: ler"] },
      { kind: "text", text: "depois descansar\ne dormir" },
    ]);
  });

  it.each([
    ["Vamos lá.\n\nPergunta 1: Fale de um conflito.", true],
    ["Let us begin.\n\nQuestion 12: Why us?", true],
    ["Escreva “simular entrevista”.", false],
    ["A pergunta 1 ficou para trás.", false],
  ])("%j leaves a question open: %s", (content, open) => {
    expect(asks(content)).toBe(open);
  });
});

describe("the length of an answer", () => {
  it.each([
    ["", 0],
    ["  \n ", 0],
    ["Reduzi o custo em 12,5% — e o prazo também!", 9],
    ["pré-venda d'água", 2],
  ])("%j has %i words", (text, count) => {
    expect(countWords(text)).toBe(count);
  });
});
