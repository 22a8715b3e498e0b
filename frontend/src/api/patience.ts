const GROWTH = 1.5;

export interface Patience {
  /** Asks once. A failure counts as an unchanged answer. `tell` returns the part of the answer that may change. */
  ask: <Value>(call: () => Promise<Value>, tell: (answer: Value) => unknown) => Promise<Value>;
  /** The time to wait before the next question, in milliseconds. */
  pause: () => number;
}

/**
 * The pauses between repeated questions to the API. The pause grows from `first` to `longest` milliseconds while the
 * answer stays the same, and starts again at `first` after a change.
 */
export function patience(first: number, longest: number): Patience {
  let unchanged = -1;
  let last: unknown;
  return {
    ask: async (call, tell) => {
      unchanged += 1;
      const answer = await call();
      const told = tell(answer);
      if (told !== last) unchanged = 0;
      last = told;
      return answer;
    },
    pause: () => Math.min(longest, first * GROWTH ** Math.max(0, unchanged)),
  };
}

/** One patience for each identifier. */
export function patienceEach(first: number, longest: number): (id: string) => Patience {
  const known = new Map<string, Patience>();
  return (id) => {
    const found = known.get(id) ?? patience(first, longest);
    known.set(id, found);
    return found;
  };
}
