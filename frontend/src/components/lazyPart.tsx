import { lazy } from "react";
import type { ComponentType } from "react";

/** The code of a part could not be fetched: there is no connection, or a release has replaced its file. */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
}

const missing = new Set<() => void>();

/**
 * Like React's `lazy`, except that a failed fetch can be tried again: `lazy` keeps a failure until the page is loaded
 * anew.
 *
 * @throws {PartMissing} while rendering, when the code cannot be fetched.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const fetched = () =>
    lazy(() =>
      load().catch((cause: unknown) => {
        missing.add(renew);
        throw new PartMissing("The code of a part could not be fetched", { cause });
      }),
    );
  const renew = () => {
    current.Part = fetched();
  };
  const current = { Part: fetched() };
  return function LazyPart(props: Props) {
    return <current.Part {...props} />;
  };
}

/** Lets every part whose code could not be fetched be fetched again, the next time it is rendered. */
export function forgetMissingParts(): void {
  for (const renew of missing) renew();
  missing.clear();
}
