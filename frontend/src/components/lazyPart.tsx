import { lazy } from "react";
import type { ComponentType } from "react";

/** The code of a part could not be loaded: there is no connection, or a release has replaced the file. */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
}

const missing = new Set<() => void>();

/**
 * Like React's `lazy`, but a failed loading can be tried again. React's `lazy` keeps a failure until the page reloads.
 *
 * @throws {PartMissing} while rendering, when the code cannot be loaded.
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

/** Makes every part whose code failed to load try again the next time it is rendered. */
export function forgetMissingParts(): void {
  for (const renew of missing) renew();
  missing.clear();
}
