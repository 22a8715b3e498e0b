export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "question"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

const BULLET = "• ";
/** The start of a rehearsal's question, in each language. */
const QUESTION = /^(Pergunta|Question) \d+[:.]/;

/**
 * Splits the coach's plain text into paragraphs, questions and lists. Empty lines separate paragraphs; items start
 * with `• `.
 */
export function blocks(content: string): Block[] {
  return content
    .split(/\n\s*\n/)
    .flatMap((paragraph) => group(paragraph.split("\n").filter((line) => line.trim() !== "")));
}

function group(lines: readonly string[]): Block[] {
  const found: Block[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (line.startsWith(BULLET)) {
      const item = line.slice(BULLET.length);
      if (last?.kind === "list") found[found.length - 1] = { kind: "list", items: [...last.items, item] };
      else found.push({ kind: "list", items: [item] });
    } else if (last?.kind === "text" && !QUESTION.test(line)) {
      found[found.length - 1] = { kind: "text", text: `${last.text}\n${line}` };
    } else {
      found.push({ kind: QUESTION.test(line) ? "question" : "text", text: line });
    }
  }
  return found;
}

/** Whether a turn of the coach ends with a question of the rehearsal. */
export function asks(content: string): boolean {
  return blocks(content).some((block) => block.kind === "question");
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:[-'’.,][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
