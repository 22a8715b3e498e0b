import axe from "axe-core";
import { expect, it } from "vitest";

import { show } from "../testing/render";
import { Skeleton } from "./Skeleton";

it.each(["text", "form", "cards", "result", "comparison", "dashboard"] as const)(
  "the outline of a %s page has a heading",
  async (kind) => {
    const { container } = show(<main><Skeleton kind={kind} /></main>);
    const { violations } = await axe.run(container, { runOnly: ["page-has-heading-one", "heading-order", "empty-heading"] });
    expect(violations.map(({ id }) => id)).toEqual([]);
  },
);
